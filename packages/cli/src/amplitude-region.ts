import { escapeText } from '@experiment-impressions/contract'
import { UsageError } from './errors.js'
import type { Io } from './io.js'

/**
 * Reads the region of the Amplitude project from `AMPLITUDE_REGION`.
 * @throws {UsageError} if it isn't a region
 */
export function readAmplitudeRegion(env: Io['env']): 'us' | 'eu' {
  const region = (env['AMPLITUDE_REGION'] ?? '').trim().toLowerCase() || 'us'
  if (region === 'us' || region === 'eu') return region
  const shown = escapeText(region.slice(0, 40))
  throw new UsageError(`AMPLITUDE_REGION is “${shown}”; expected us or eu.`)
}
