import type { Page } from 'playwright-core'
import { until } from '../../helpers/until'

/** The number of impressions that the plugin for analytics.js keeps on the device. */
export const countWaiting = (page: Page): Promise<number> =>
  page.evaluate(`Object.keys(localStorage).filter((key) => key.startsWith('experiment-impressions:')).length`)

/**
 * Waits until the plugin for RudderStack or mParticle keeps this number of impressions on the device. Entries without an event
 * don't count: they only say that an impression was handed over.
 */
export const expectWaiting = async (page: Page, count: number): Promise<void> => {
  let waiting: number | undefined
  await until(
    async () => {
      waiting = await page.evaluate<number>(
        `Object.entries(localStorage).filter(([key, value]) => key.startsWith('experiment-impressions:') && JSON.parse(value).event).length`,
      )
      return waiting === count
    },
    () => `${String(waiting)} impressions wait instead of ${String(count)}`,
  )
}
