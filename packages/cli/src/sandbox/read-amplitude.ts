import { escapeText } from '@experiment-impressions/contract/inspection'
import { UsageError } from '../errors.js'
import type { Io } from '../io.js'
import type { RealAmplitude } from './sandbox-module.js'

/**
 * Which Amplitude project the environment names; `undefined` for none, which is the sandbox’s own.
 * @throws {UsageError} naming the variable that is wrong
 */
export function readAmplitude({ env }: Pick<Io, 'env'>): RealAmplitude | undefined {
  const region = (env['AMPLITUDE_REGION'] ?? '').trim().toLowerCase() || 'us'
  if (region !== 'us' && region !== 'eu') {
    const shown = escapeText(region.slice(0, 40))
    throw new UsageError(`AMPLITUDE_REGION is “${shown}”; expected us or eu.`)
  }
  const apiKey = (env['AMPLITUDE_API_KEY'] ?? '').trim()
  return apiKey === '' ? undefined : { apiKey, region }
}
