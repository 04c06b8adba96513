import { recipe } from './recipe'

/**
 * A page of a WordPress site with the recipe as its plugin.
 *
 * Runs no PHP, so that the tests need none: the recipe prints a block of HTML on `wp_head`, and that block is cut out, together with
 * the priority that it is given. A recipe in which there is more to run is refused.
 */
export const wordPressPage = (): string => {
  const hook =
    /^<\?php\n\/\*\*\n(?: \*.*\n)+? \*\/\n\ndefined\( 'ABSPATH' \) \|\| exit;\n\nadd_action\( 'wp_head', function \(\) \{\n\?>\n([^?]*)<\?php\n\}, (\d+) \);\n$/
  const [, printed, priority] = hook.exec(recipe('wordpress.php')) ?? []
  if (printed === undefined) throw new Error('wordpress.php does more than print HTML on wp_head')
  // Scripts that plugins and themes enqueue are printed at 9.
  const head = [
    { priority: 9, html: '<script>window.isIntegrationFirst = "experimentIntegration" in window</script>' },
    { priority: Number(priority), html: printed },
  ].sort((a, b) => a.priority - b.priority)
  return `<!doctype html><html><head><title>Shop</title>${head.map(({ html }) => html).join('')}</head><body><h1>Shop</h1></body></html>`
}
