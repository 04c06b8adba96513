import type { EventRecord } from '@experiment-impressions/inspection'
import { UsageError } from '../errors.js'
import type { Io } from '../io.js'
import { readAmplitudeRegion, regionNames } from '../region.js'
import { askYesNo, canAsk } from '../terminal/ask.js'
import type { RealAmplitude } from '../sandbox-module.js'

/**
 * Reads from the environment which Amplitude project to deliver to.
 * @throws {UsageError} naming the variable that is missing or wrong
 */
export function readAmplitude({ env }: Pick<Io, 'env'>): RealAmplitude {
  const region = readAmplitudeRegion(env)
  const apiKey = keyIn(env)
  if (apiKey === '')
    throw new UsageError(
      'AMPLITUDE_API_KEY is missing. Set it to the API key of the Amplitude project to deliver to, or leave out --deliver-to-amplitude.',
    )
  return { apiKey, region }
}

/** Whether the environment has an API key. */
export function hasAmplitudeKey({ env }: Pick<Io, 'env'>): boolean {
  return keyIn(env) !== ''
}

function keyIn(env: Io['env']): string {
  return (env['AMPLITUDE_API_KEY'] ?? '').trim()
}

/**
 * Asks whether to deliver to the real Amplitude.
 * @throws {UsageError} if there is no terminal to ask on
 */
export async function confirmDelivery(amplitude: RealAmplitude, io: Io): Promise<boolean> {
  if (!canAsk(io))
    throw new UsageError(
      'Delivery to the real Amplitude needs your confirmation, and there is no terminal to ask on. Add --yes.',
    )
  return askYesNo(
    `Amplitude will record and bill the impressions you send to this sandbox, in the project of AMPLITUDE_API_KEY in ${regionNames[amplitude.region]}. Deliver there? [y/N] `,
    io,
  )
}

/** A text without the key, which Amplitude repeats when it refuses it. */
export function hideKey(text: string, { apiKey }: RealAmplitude): string {
  return text.replaceAll(apiKey, '<AMPLITUDE_API_KEY>')
}

/** Hides the key in the words of a record. Call it before they are cut: part of a key would stay. */
export function hideKeyInWords(record: EventRecord, amplitude: RealAmplitude): EventRecord {
  return {
    ...record,
    attempts: record.attempts.map(({ reason, ...rest }) =>
      reason === undefined ? rest : { ...rest, reason: hideKey(reason, amplitude) },
    ),
  }
}
