import { createDeadline } from '../deadline.js'
import { deliverSegmentEvents } from '../deliver-segment-events.js'
import type { HostSettings } from '../read-settings.js'
import { BatchError } from './batch-error.js'
import { createBatchLog } from './batch-log.js'
import { fateOf, wrongCredentials, type Fate } from './fate.js'
import { fetchUntil } from './fetch-until.js'
import { readEnvironment } from './read-environment.js'
import { readEvents } from './read-events.js'
import type { SourceRecord } from './source-record.js'

/** As much of Lambda's context as a delivery needs. */
export interface Remaining {
  getRemainingTimeInMillis(): number
}

/** What is left for logging and answering, in ms. */
const marginMs = 1000

/**
 * Delivers the events of a batch and says of each record whether it has to come again, in order: where one of its events
 * does, or, if the settings want that, where one is invalid.
 * @throws {BatchError} where the settings are wrong, or Amplitude refuses the API key
 */
export async function deliverRecords(
  records: readonly SourceRecord[],
  context: Remaining,
): Promise<boolean[]> {
  const startedAt = Date.now()
  const settings = readEnvironment(process.env)
  const comesAgain = ({ kind }: Fate) =>
    kind === 'retried' || (kind === 'invalid' && settings.onInvalid === 'retry')

  const read = records.flatMap((record, index) => readEvents(record).map((one) => ({ one, index })))
  const events = read.flatMap(({ one }) => (one.ok ? [one.event] : []))
  const fates = (await fatesOf(events, settings, context)).values()

  const log = createBatchLog(records.length, (fate) =>
    comesAgain(fate) ? 'Not delivered; its record comes again.' : 'Not delivered; dropped.',
  )
  const again = records.map(() => false)
  let refusal: string | undefined
  for (const { one, index } of read) {
    const fate: Fate = one.ok
      ? (fates.next().value as Fate)
      : { kind: 'invalid', code: 'UNREADABLE', reason: one.reason }
    log.note(fate, (records[index] as SourceRecord).place)
    if (comesAgain(fate)) again[index] = true
    if ('code' in fate && fate.code === wrongCredentials) refusal = fate.reason
  }
  log.write(Date.now() - startedAt)
  if (refusal !== undefined)
    throw new BatchError(`${refusal} Check “AMPLITUDE_API_KEY” and “AMPLITUDE_ENDPOINT”.`)
  return again
}

async function fatesOf(
  events: readonly object[],
  settings: HostSettings,
  context: Remaining,
): Promise<Fate[]> {
  const controller = new AbortController()
  try {
    const delivered = await deliverSegmentEvents(events, {
      settings,
      fetch: fetchUntil(controller.signal),
      deadline: createDeadline(context.getRemainingTimeInMillis() - marginMs),
    })
    return delivered.map(fateOf)
  } finally {
    // A request that is still under way would be frozen with the instance, and break in its next invocation.
    controller.abort()
  }
}
