import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { ArrivedEvent } from './site'
import type { Stage } from './stage'

export const recipesFolder = join(__dirname, '../../../docs/install/recipes')

/** The text of a file in `docs/install/recipes`. */
export const recipe = (file: string): string => readFileSync(join(recipesFolder, file), 'utf8')

/** The storage of a returning visitor, and an impression of theirs. */
export const knownVisitor = { ajs_user_id: '"USER-1"', ajs_anonymous_id: '"ANON-1"' }
export const treatmentOfKnownVisitor = {
  event: '$impression',
  properties: { flag_key: 'hero-headline', variant: 'treatment' },
  userId: 'USER-1',
  anonymousId: 'ANON-1',
  writeKey: 'WRITE_KEY',
}

/** Waits until everything has arrived, and returns the page's only impression. `analytics` is the page's name for analytics.js. */
export const onlyImpression = async (
  { site }: Stage,
  page: Page,
  analytics = 'analytics',
): Promise<ArrivedEvent | undefined> => {
  await site.impressionsArrived(1)
  await page.evaluate(`${analytics}.track('Last'); undefined`)
  await site.event('Last')
  expect(site.impressions).toHaveLength(1)
  return site.impressions[0]
}
