import type { Page } from 'playwright-core'

/**
 * How many turns the page gets during `work` while `selector` reads as `pattern`: whatever else it has to do, a click
 * included, is done in one of them.
 */
export const turnsWhile = async (
  page: Page,
  { selector, pattern }: { readonly selector: string; readonly pattern: RegExp },
  work: () => Promise<void>,
): Promise<number> => {
  await page.evaluate(`
    window.turns = 0
    window.turnTimer = setInterval(() => {
      const text = document.querySelector(${JSON.stringify(selector)})?.innerText ?? ''
      if (${String(pattern)}.test(text)) turns += 1
    }, 0)`)
  await work()
  return page.evaluate<number>('clearInterval(turnTimer), turns')
}
