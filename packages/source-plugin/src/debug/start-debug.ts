import type { DebugNote, DebugView } from './debug-view.js'
import { diagnose, type Finding } from './diagnose.js'
import type { Fate } from '../handing-over/fate.js'
import { ownName } from '../this-package.js'
import { observe } from './observe.js'
import { flagKey } from '../impression/wire-names.js'

const meaning: Readonly<Record<Fate, string>> = {
  sent: 'handed to analytics.js',
  waiting: 'waits on the device for analytics.js or for consent',
  refused: 'erased: consent is refused',
  expired: 'erased: it waited longer than `maxAgeDays`',
}

const print = ([fate, { event, properties, options, viewer }]: DebugNote): void => {
  console.info(`[${ownName}] ${event} ${String(properties[flagKey])}: ${meaning[fate]}`, {
    properties,
    messageId: options.messageId,
    shownAt: options.timestamp,
    page: options.context.page,
    identity: viewer,
  })
}

const advise = ({ about, found, todo }: Finding): void => {
  if (todo === undefined) console.info(`[${ownName}] ${about}: ${found}`)
  else console.warn(`[${ownName}] ${about}: ${found}. ${todo}.`)
}

/**
 * Prints what became of each impression, those before this file had loaded included, and offers
 * `experimentImpressions.diagnose()` in the console. Warns once where the site's load options lose impressions.
 */
export const startDebug = (view: DebugView): void => {
  let isWarned = false
  const note = (entry: DebugNote): number => {
    print(entry)
    if (entry[0] === 'sent' && !isWarned) {
      isWarned = true
      diagnose(observe(view))
        .filter(({ about, todo }) => about === 'leaving the page' && todo !== undefined)
        .forEach(advise)
    }
    return 0
  }
  view.notes.splice(0).forEach(note)
  view.notes.push = note

  const page = window as { experimentImpressions?: object }
  page.experimentImpressions = {
    ...page.experimentImpressions,
    diagnose: (): readonly Finding[] => {
      const findings = diagnose(observe(view))
      findings.forEach(advise)
      return findings
    },
  }
}
