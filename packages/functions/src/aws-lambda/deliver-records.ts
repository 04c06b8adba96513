import { createDeadline } from '../deadline.js'
import { deliverSegmentEvents } from '../deliver-segment-events.js'
import type { HostSettings } from '../read-settings.js'
import type { Fetch } from '../upload-by-fetch.js'
import { BatchError } from './batch-error.js'
import { createBatchLog } from './batch-log.js'
import { toEventOutcome, wrongCredentials, type EventOutcome } from './event-outcome.js'
import { readEnvironment } from './read-environment.js'
import { readEvents } from './read-events.js'
import type { SourceRecord } from './source-record.js'

/** The part of Lambda's context that a delivery needs. */
export interface Remaining {
  getRemainingTimeInMillis(): number
}

/** Time to leave for logging and answering, in ms. */
const marginMs = 1000

/**
 * Delivers the events of a batch. Returns for each record whether it must come again, in order: if one of its events must, or, if
 * the settings say so, if one was rejected.
 * @throws {BatchError} if the settings are wrong, or Amplitude refuses the API key
 */
export async function deliverRecords(
  records: readonly SourceRecord[],
  context: Remaining,
): Promise<boolean[]> {
  const startedAt = Date.now()
  const settings = readEnvironment(process.env)
  const comesAgain = ({ outcome }: EventOutcome) =>
    outcome === 'retry' || (outcome === 'rejected' && settings.onInvalid === 'retry')

  const read = records.flatMap((record, index) => readEvents(record).map((one) => ({ one, index })))
  const events = read.flatMap(({ one }) => (one.ok ? [one.event] : []))
  const outcomes = (await deliverEvents(events, settings, context)).values()

  const log = createBatchLog(records.length, (outcome) =>
    comesAgain(outcome) ? 'Not delivered; its record comes again.' : 'Not delivered; dropped.',
  )
  const again = records.map(() => false)
  let refusal: string | undefined
  for (const { one, index } of read) {
    const outcome: EventOutcome = one.ok
      ? (outcomes.next().value as EventOutcome)
      : { outcome: 'rejected', code: 'UNREADABLE', reason: one.reason }
    log.add(outcome, (records[index] as SourceRecord).place)
    if (comesAgain(outcome)) again[index] = true
    if ('code' in outcome && outcome.code === wrongCredentials) refusal = outcome.reason
  }
  log.write(Date.now() - startedAt)
  if (refusal !== undefined)
    throw new BatchError(`${refusal} Check “AMPLITUDE_API_KEY” and “AMPLITUDE_ENDPOINT”.`)
  return again
}

async function deliverEvents(
  events: readonly object[],
  settings: HostSettings,
  context: Remaining,
): Promise<EventOutcome[]> {
  const controller = new AbortController()
  try {
    const delivered = await deliverSegmentEvents(events, {
      settings,
      fetch: fetchUntil(controller.signal),
      deadline: createDeadline(context.getRemainingTimeInMillis() - marginMs),
    })
    return delivered.map(toEventOutcome)
  } finally {
    // Lambda would freeze an open request with the instance, and the request would break in the next invocation.
    controller.abort()
  }
}

/**
 * `fetch` until a signal. Retries once after a broken connection: Lambda freezes an instance between two invocations, and the first
 * request afterwards may find that Amplitude has closed the connection. The insert ids make the retry safe.
 */
function fetchUntil(signal: AbortSignal): Fetch {
  const post: Fetch = (url, init) => fetch(url, { ...init, signal })
  return (url, init) =>
    post(url, init).catch((error: unknown) => {
      if (signal.aborted) throw error
      return post(url, init)
    })
}
