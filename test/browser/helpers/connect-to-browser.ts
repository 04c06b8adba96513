import { chromium, type Browser } from 'playwright-core'

/** The Chromium that `test/setup/browser.mjs` has started; closing it here closes what was opened from here. */
export const connectToBrowser = (): Promise<Browser> => chromium.connect(process.env['TEST_BROWSER'] ?? '')
