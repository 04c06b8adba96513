import { escapeText } from '@experiment-impressions/contract'
import type { Region } from '@experiment-impressions/delivery'
import { UsageError } from './errors.js'
import type { Io } from './io.js'

/** The region that applies unless another one is named. */
export const defaultRegion = 'north_america' satisfies Region

/** What people call each region. */
export const regionNames: Readonly<Record<Region, string>> = {
  north_america: 'North America',
  europe: 'Europe',
}

/**
 * Reads a region from an option or a variable.
 * @throws {UsageError} naming `source`, if the text isn't a region
 */
export function parseRegion(source: string, text: string): Region {
  if (text === 'north_america' || text === 'europe') return text
  throw new UsageError(`${source} is “${escapeText(text.slice(0, 40))}”. Use north_america or europe.`)
}

/**
 * Reads the region of the Amplitude project from `AMPLITUDE_REGION`.
 * @throws {UsageError} if it isn't a region
 */
export function readAmplitudeRegion(env: Io['env']): Region {
  return parseRegion(
    'AMPLITUDE_REGION',
    (env['AMPLITUDE_REGION'] ?? '').trim().toLowerCase() || defaultRegion,
  )
}
