import { editDistance } from '../text/edit-distance.js'
import { withoutInvisible } from '../text/invisible.js'
import { experimentViewed, postTransformation, preTransformation } from '../wire/vocabulary.js'

/** Longer names aren't checked, because no near name is that long. */
const longestName = 60

/** The events that people misspell, by the letters of their names. */
const meantBy: ReadonlyMap<string, string> = new Map([
  ['impression', preTransformation.impression],
  ['exposure', preTransformation.exposure],
  ['experimentimpression', preTransformation.impression],
  ['experimentexposure', preTransformation.exposure],
  ['experimentviewed', experimentViewed.event],
  ['viewedexperiment', experimentViewed.event],
])

/**
 * The experiment event whose name resembles this one: `$Impression`, `$impresion`, ` $impression`, `experiment viewed`.
 * `undefined` if there is none. Without a `$`, the name alone says little (ads have impressions too), so the event must have a
 * flag key as well.
 */
export function nearEventName(name: string, hasFlagKey: boolean): string | undefined {
  if (name.length > longestName) return undefined
  const letters = lettersOf(name)
  for (const [known, meant] of meantBy) {
    const isTelling = meant === experimentViewed.event || hasFlagKey || /[$\uff04]|%24/.test(name)
    if (isTelling && isNear(letters, known)) return meant
  }
  return undefined
}

/** The experiment event that has this name in Amplitude: `[Experiment] Impression`. */
export function transformedName(name: string): string | undefined {
  return transformed.get(name.length > longestName ? '' : withoutInvisible(name).trim().toLowerCase())
}

const transformed: ReadonlyMap<string, string> = new Map([
  [postTransformation.impression.toLowerCase(), preTransformation.impression],
  [postTransformation.exposure.toLowerCase(), preTransformation.exposure],
])

/** Events that report other tools' experiments, in lower case. Statsig's have a common prefix. */
const otherTools: ReadonlySet<string> = new Set(['$experiment_started', '$feature_flag_called'])

/** Whether an event reports the experiment of another tool: Statsig, Mixpanel or PostHog. */
export function isOfOtherTool(name: string): boolean {
  const lower = name.length > longestName ? '' : name.toLowerCase()
  return (lower.startsWith('statsig::') && lower.endsWith('exposure')) || otherTools.has(lower)
}

function lettersOf(name: string): string {
  return withoutInvisible(name)
    .replace(/%24/g, '')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
}

/** Up to two typing mistakes, but not another first letter as well: an “expression” isn't meant as an impression. */
function isNear(letters: string, known: string): boolean {
  if (Math.abs(letters.length - known.length) > 2) return false
  const distance = editDistance(letters, known)
  return distance <= (letters.startsWith(known.charAt(0)) ? 2 : 1)
}
