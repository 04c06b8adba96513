import { recipe } from './recipe'

/**
 * A page of a WordPress site with the recipe as its plugin.
 *
 * The tests need no PHP: the recipe prints one block of HTML on `wp_head`, and this cuts out that block and its priority. It
 * rejects a recipe that does anything else.
 */
export const wordPressPage = (): string => {
  const hook =
    /^<\?php\n\/\*\*\n(?: \*.*\n)+? \*\/\n\ndefined\( 'ABSPATH' \) \|\| exit;\n\nadd_action\( 'wp_head', function \(\) \{\n\?>\n([^?]*)<\?php\n\}, (\d+) \);\n$/
  const [, printed, priority] = hook.exec(recipe('wordpress.php')) ?? []
  if (printed === undefined) throw new Error('wordpress.php does more than print HTML on wp_head')
  // WordPress prints the scripts of plugins and themes at 9.
  const head = [
    { priority: 9, html: '<script>window.isIntegrationFirst = "experimentIntegration" in window</script>' },
    { priority: Number(priority), html: printed },
  ].sort((a, b) => a.priority - b.priority)
  return `<!doctype html><html><head><title>Shop</title>${head.map(({ html }) => html).join('')}</head><body><h1>Shop</h1></body></html>`
}
