import type { Page } from 'playwright-core'

/**
 * The most JSON texts that the page reads during `work` before it leaves a turn for other work: a click has to wait for so
 * many. With each look at its clock 5 ms have passed, so how fast the machine is makes no difference.
 */
export const mostReadInOneTurn = async (page: Page, work: () => Promise<void>): Promise<number> => {
  await page.evaluate(`
    let now = 0
    performance.now = () => (now += 5)
    const { parse } = JSON
    let inThisTurn = 0
    window.mostInOneTurn = 0
    JSON.parse = (...args) => {
      if (inThisTurn === 0) setTimeout(() => { inThisTurn = 0 })
      inThisTurn += 1
      mostInOneTurn = Math.max(mostInOneTurn, inThisTurn)
      return parse(...args)
    }`)
  await work()
  return page.evaluate<number>('mostInOneTurn')
}
