import type { LiveAnalytics } from '../analytics/analytics.js'
import type { Fate, Note } from '../handing-over/handover.js'
import { flagKey } from '../impression/wire-names.js'
import type { ExperimentImpressionsOptions } from '../options.js'
import { ownName } from '../this-package.js'
import type { DebugView } from './debug-view.js'
import { diagnose, type Diagnosis } from './diagnose.js'
import { observe } from './observe.js'

/**
 * Starts the debug mode of an integration with analytics.js: offers `experimentImpressions.diagnose()` in the console, and
 * returns the function that prints the fate of an impression. Warns once if the site's load options lose impressions.
 */
export const startDebug = (view: DebugView<ExperimentImpressionsOptions, LiveAnalytics>): Note => {
  const page = window as { experimentImpressions?: object }
  page.experimentImpressions = {
    ...page.experimentImpressions,
    diagnose: (): readonly Diagnosis[] => {
      const diagnoses = diagnose(observe(view))
      diagnoses.forEach(advise)
      return diagnoses
    },
  }

  let isWarned = false
  return (fate, impression) => {
    print(fate, impression)
    if (fate === 'sent' && !isWarned) {
      isWarned = true
      diagnose(observe(view))
        .filter(({ about, todo }) => about === 'leaving the page' && todo !== undefined)
        .forEach(advise)
    }
  }
}

const meaning: Readonly<Record<Fate, string>> = {
  sent: 'handed to analytics.js',
  waiting: 'waits on the device for analytics.js or for consent',
  refused: 'deleted because consent is refused',
  expired: 'deleted because it waited longer than `maxAgeDays`',
}

const print: Note = (fate, { event, properties, options, viewer }) => {
  console.info(`[${ownName}] ${event} ${String(properties[flagKey])}: ${meaning[fate]}`, {
    properties,
    messageId: options.messageId,
    shownAt: options.timestamp,
    page: options.context.page,
    identity: viewer,
  })
}

const advise = ({ about, found, todo }: Diagnosis): void => {
  if (todo === undefined) console.info(`[${ownName}] ${about}: ${found}`)
  else console.warn(`[${ownName}] ${about}: ${found}. ${todo}.`)
}
