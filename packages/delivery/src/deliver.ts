import { createBisection } from './bisection.js'
import { readOptions, type DeliverOptions } from './deliver-options.js'
import { readEvent, type DeliverableEvent } from './deliverable-event.js'
import { groupByPerson } from './group-by-person.js'
import { createOutcomeList } from './outcome-list.js'
import type { Outcome } from './outcome.js'
import { orderByTime, planUploads, type PlannedEvent } from './plan-uploads.js'
import { readAnswer, type Answer, type Verdict } from './read-answer.js'
import { uploadBody } from './upload-body.js'

/**
 * Delivers events to Amplitude. Returns one {@link Outcome} per event, in the order of the input, whatever the events, options
 * and answers are. Rejects only if `events` isn't an array. Never waits: events to send again later come back as `retry`.
 *
 * Uploads go out one after another, with each person's events in order of time. If Amplitude refuses some events of an upload,
 * the others are sent again without them. If it refuses an upload without naming any event, the upload is halved until the
 * culprit is alone: k culprits among n events cost at most (k + 1) · (1 + ⌈log₂ n⌉) requests. If a firewall refuses it, there is
 * one more request, and another per culprit, to check that an upload without events gets through.
 *
 * Once an event of a person has to wait, that person's later events wait too. Otherwise an old state would overwrite a newer one.
 */
export async function deliver(
  events: readonly DeliverableEvent[],
  options: DeliverOptions,
): Promise<Outcome[]> {
  const read = Array.from({ length: events.length }, (_, index) => readEvent(events, index))
  const people = groupByPerson(read.map((one) => one?.event ?? {}))
  const outcomes = createOutcomeList(people)
  const planned: PlannedEvent[] = []
  for (const [index, one] of read.entries())
    if (one === undefined) outcomes.reject(index, unreadable)
    else planned.push({ ...one, index, person: people[index] as number })

  const usable = readOptions(options)
  if (usable === undefined) return outcomes.complete(unusable)
  const { send, envelope, limits, isStopped } = usable
  /** Whether an upload has reached Amplitude's ingestion, and not just a firewall in front of it. */
  let reachesIngestion = false

  for (const upload of planUploads(orderByTime(planned), { limits, envelope })) {
    const rest = await deliverUpload(upload)
    if (rest !== undefined) return outcomes.complete(rest)
  }
  return outcomes.complete(unanswered)

  /** Sends one upload, in parts if it must. If the delivery has to end here, returns the outcome of all that is left. */
  async function deliverUpload(upload: readonly PlannedEvent[]): Promise<Outcome | undefined> {
    const parts = createBisection(upload)
    parts.remove(outcomes.isSettled)
    for (let part = parts.next(); part.length > 0; part = parts.next()) {
      if (isStopped()) return stopped
      const answer = await post(part)
      if (answer === undefined) {
        outcomes.settle(part, unanswered)
        return isStopped() ? stopped : unanswered
      }
      const { status, verdict } = answer
      switch (verdict.kind) {
        case 'accepted':
          reachesIngestion = true
          outcomes.settle(part, { outcome: 'accepted', status })
          parts.accept()
          break
        case 'named':
          outcomes.settleNamed(part, { ...verdict, status }, limits)
          parts.remove(outcomes.isSettled)
          break
        case 'halve': {
          const { mayBeFirewall, reason } = verdict
          // Before blaming an event, and before starting a search.
          if (mayBeFirewall && (part.length === 1 || !reachesIngestion)) {
            reachesIngestion = await getsThroughWithoutEvents()
            if (!reachesIngestion) return { outcome: 'retry', cause: 'server', status, reason }
          }
          if (part.length === 1)
            outcomes.settle(part, { outcome: 'rejected', cause: 'event', status, reason })
          parts.refuse()
          break
        }
        case 'stop': {
          const { outcome, cause, reason } = verdict
          const wait = cause === 'throttled' ? { waitMs: limits.throttleMs } : {}
          return { outcome, cause, status, reason, ...wait }
        }
      }
    }
    return undefined
  }

  async function post(
    part: readonly PlannedEvent[],
  ): Promise<{ readonly status: number; readonly verdict: Verdict } | undefined> {
    const body = uploadBody(
      envelope,
      part.map(({ json }) => json),
    )
    try {
      const answer = (await send(body)) as Answer
      const verdict = readAnswer(
        answer,
        part.map(({ event }) => event),
      )
      const { status } = answer
      return Number.isFinite(status) ? { status, verdict } : undefined
    } catch {
      // Nobody knows whether Amplitude has the events. Their insert ids make it safe to send them again.
      return undefined
    }
  }

  /** If even an upload without events doesn't get through, no event is to blame. */
  async function getsThroughWithoutEvents(): Promise<boolean> {
    if (isStopped()) return false
    const status = (await post([]))?.status
    return status === 200 || status === 400
  }
}

const unreadable: Outcome = {
  outcome: 'rejected',
  cause: 'event',
  status: undefined,
  reason: 'The event can’t be written as JSON.',
}

const stopped: Outcome = {
  outcome: 'retry',
  cause: 'server',
  status: undefined,
  reason: 'The delivery stopped before this event was sent.',
}

const unusable: Outcome = {
  outcome: 'retry',
  cause: 'server',
  status: undefined,
  reason: 'Nothing was sent: `send` must be a function and `apiKey` a string.',
}

const unanswered: Outcome = {
  outcome: 'retry',
  cause: 'server',
  status: undefined,
  reason: 'Amplitude didn’t answer.',
}
