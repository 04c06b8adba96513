import type { EventRecord, RealAmplitude } from './sandbox-module.js'

/** A text without the key, which Amplitude repeats where it refuses it. */
export function hideKey(text: string, { apiKey }: RealAmplitude): string {
  return text.replaceAll(apiKey, '<AMPLITUDE_API_KEY>')
}

/** The same for the words of a record, before they are cut: of a key that is cut, a part would stay. */
export function hideKeyInWords(record: EventRecord, amplitude: RealAmplitude): EventRecord {
  return {
    ...record,
    outcome: hideKey(record.outcome, amplitude),
    attempts: record.attempts.map(({ reason, ...rest }) =>
      reason === undefined ? rest : { ...rest, reason: hideKey(reason, amplitude) },
    ),
  }
}
