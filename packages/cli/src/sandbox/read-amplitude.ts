import { escapeText } from '@experiment-impressions/contract'
import { UsageError } from '../errors.js'
import type { Io } from '../io.js'
import type { RealAmplitude } from './sandbox-module.js'

/**
 * Which project of the real Amplitude the environment names.
 * @throws {UsageError} naming the variable that is missing or wrong
 */
export function readAmplitude({ env }: Pick<Io, 'env'>): RealAmplitude {
  const region = readRegion({ env })
  const apiKey = keyIn(env)
  if (apiKey === '')
    throw new UsageError(
      'AMPLITUDE_API_KEY is missing. Set it to the API key of the Amplitude project to deliver to, or leave out --deliver-to-amplitude.',
    )
  return { apiKey, region }
}

/**
 * The region of the Amplitude project.
 * @throws {UsageError} where the environment names another one
 */
export function readRegion({ env }: Pick<Io, 'env'>): RealAmplitude['region'] {
  const region = (env['AMPLITUDE_REGION'] ?? '').trim().toLowerCase() || 'us'
  if (region === 'us' || region === 'eu') return region
  const shown = escapeText(region.slice(0, 40))
  throw new UsageError(`AMPLITUDE_REGION is “${shown}”; expected us or eu.`)
}

/** Whether the environment has an API key. */
export function hasAmplitudeKey({ env }: Pick<Io, 'env'>): boolean {
  return keyIn(env) !== ''
}

function keyIn(env: Io['env']): string {
  return (env['AMPLITUDE_API_KEY'] ?? '').trim()
}
