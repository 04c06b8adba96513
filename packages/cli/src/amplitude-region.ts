import { escapeText } from '@experiment-impressions/contract'
import type { Region } from '@experiment-impressions/delivery'
import { UsageError } from './errors.js'
import type { Io } from './io.js'

/**
 * Reads the region of the Amplitude project from `AMPLITUDE_REGION`, which is `us` or `eu`.
 * @throws {UsageError} if it isn't a region
 */
export function readAmplitudeRegion(env: Io['env']): Region {
  const region = (env['AMPLITUDE_REGION'] ?? '').trim().toLowerCase() || 'us'
  if (region === 'us') return 'north_america'
  if (region === 'eu') return 'europe'
  const shown = escapeText(region.slice(0, 40))
  throw new UsageError(`AMPLITUDE_REGION is “${shown}”; expected us or eu.`)
}
