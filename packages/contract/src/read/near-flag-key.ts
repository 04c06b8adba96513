import type { EventSpec } from '../wire/event-spec.js'
import { nearName } from './near-name.js'

/** Names that people give the flag key, reduced to lower-case letters and digits. */
const nearNames: ReadonlySet<string> = new Set([
  'flag',
  'flagkey',
  'flagname',
  'flagid',
  'featureflag',
  'featureflagkey',
  'featurekey',
  'featurename',
  'experiment',
  'experimentkey',
  'experimentname',
  'experimentid',
  'experimentflag',
  'experimentflagkey',
])

/** The name of the property that has a flag key under another name: `flagKey`, `flag`, `experiment_name`. */
export function nearFlagKey(
  properties: object,
  { flagKey, experimentKey }: Pick<EventSpec, 'flagKey' | 'experimentKey'>,
): string | undefined {
  // The experiment key has a name of its own, and is no flag key.
  return nearName(properties, nearNames, [flagKey, experimentKey])
}
