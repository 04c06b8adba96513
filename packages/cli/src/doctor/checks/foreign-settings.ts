import { didYouMean } from '@experiment-impressions/inspection'
import { createFinding, type Finding } from '../finding.js'
import type { GivenSettings } from '../read/read-settings.js'

interface Own {
  /** This destination’s name. */
  readonly own: string
  /** The names of its settings. */
  readonly known: readonly string[]
}

/** Returns a finding if the file has another destination’s settings. Pure. */
export function foreignSettings(
  { file, found }: Pick<GivenSettings, 'file' | 'found'>,
  { own, known }: Own,
): Finding[] {
  if (found === undefined || (found.kind === 'settings' && found.isOwn)) return []
  const at = { file, path: [] }
  if (found.kind === 'foreign')
    return [
      createFinding('SETTINGS_FOREIGN', at, { own, unknown: [], names: found.names, isList: found.isList }),
    ]
  const names = Object.keys(found.values)
  const unknown = names.filter((name) => !known.includes(name) && didYouMean(name, known) === undefined)
  // A few unknown names among others are mistakes, and each has its own finding.
  if (unknown.length <= names.length - unknown.length) return []
  return [
    createFinding('SETTINGS_FOREIGN', at, {
      own,
      unknown: unknown.slice(0, mostNamed),
      names: unknown.some((name) => classicSettings.has(name)) ? ['Amplitude (Classic)'] : [],
      isList: false,
    }),
  ]
}

const mostNamed = 5

/** Settings that only Segment’s older Amplitude destination has. Source: docs.segmentapis.com, “Destinations”. */
const classicSettings: ReadonlySet<string> = new Set([
  'trackAllPagesV2',
  'groupTypeTrait',
  'useLogRevenueV2API',
])
