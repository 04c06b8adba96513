import { readOptions, type DeliverOptions } from './deliver-options.js'
import type { DeliverableEvent } from './deliverable-event.js'
import { createOutcomeList } from './outcome-list.js'
import type { Outcome } from './outcome.js'
import { groupByPerson } from './group-by-person.js'
import { orderByTime, planUploads, type PlannedEvent } from './plan-uploads.js'
import { createBisection } from './bisection.js'
import { readAnswer, type Answer, type Verdict } from './read-answer.js'
import { readEvent } from './read-event.js'
import { uploadBody } from './upload-body.js'
import { utf8Bytes } from './utf8-bytes.js'

/**
 * Gets events accepted by Amplitude: one {@link Outcome} for each, in the order of the input, whatever the events, the options
 * and the answers are. Never rejects, unless `events` is no array, and never waits: what has to be sent again later comes back as
 * `retry`.
 *
 * Uploads go one after another, each person's events in the order of their time. An upload that Amplitude refuses for
 * some of its events is sent again without them; one that it refuses without naming any is halved until the culprit is
 * alone: k culprits among n events cost at most (k + 1) · (1 + ⌈log₂ n⌉) requests, and where a firewall refuses them one
 * more and another for each, to see that it lets an upload without events through.
 *
 * Once an event of a person has to wait, so do that person's later ones, or an old state would overwrite theirs.
 */
export async function deliver(
  events: readonly DeliverableEvent[],
  options: DeliverOptions,
): Promise<Outcome[]> {
  const read = Array.from({ length: events.length }, (_, index) => readEvent(events, index))
  const people = groupByPerson(read.map((one) => one?.event ?? {}))
  const outcomes = createOutcomeList(people)
  /** Whether uploads come as far as ingestion, as far as is known. */
  let isRoadOpen = false

  const planned: PlannedEvent[] = []
  for (const [index, one] of read.entries())
    if (one === undefined) outcomes.refuse(index, unreadable)
    else planned.push({ ...one, index, person: people[index] as number })
  const usable = readOptions(options)
  if (usable === undefined) return outcomes.close(unusable)
  const { send, envelope, limits, isStopped } = usable

  for (const upload of planUploads(orderByTime(planned), limits, utf8Bytes(uploadBody(envelope, [])))) {
    const bisection = createBisection(upload)
    bisection.remove(outcomes.isSettled)
    for (let sent = bisection.next(); sent.length > 0; sent = bisection.next()) {
      if (isStopped()) return outcomes.close(stopped)
      const answer = await answerTo(sent)
      if (answer === undefined) {
        outcomes.settle(sent, unanswered)
        return outcomes.close(isStopped() ? stopped : unanswered)
      }
      const { status, verdict } = answer
      const { kind } = verdict
      if (kind === 'accepted') {
        isRoadOpen = true
        outcomes.settle(sent, { outcome: 'accepted', status })
        bisection.taken()
      } else if (kind === 'named') {
        outcomes.settleNamed(sent, { ...verdict, status }, limits)
        bisection.remove(outcomes.isSettled)
      } else if (kind === 'halve') {
        const { isForeign, reason } = verdict
        // Before an event is blamed, and before a search begins.
        if (isForeign && (sent.length === 1 || !isRoadOpen)) {
          isRoadOpen = await isOpenWithoutEvents()
          if (!isRoadOpen) return outcomes.close({ outcome: 'retry', cause: 'server', status, reason })
        }
        if (sent.length === 1) outcomes.settle(sent, { outcome: 'rejected', cause: 'event', status, reason })
        bisection.refused()
      } else {
        const { outcome, cause, reason } = verdict
        const wait = cause === 'throttled' ? { waitMs: limits.throttleMs } : {}
        return outcomes.close({ outcome, cause, status, reason, ...wait })
      }
    }
  }
  return outcomes.close(unanswered)

  async function answerTo(
    upload: readonly PlannedEvent[],
  ): Promise<{ readonly status: number; readonly verdict: Verdict } | undefined> {
    const body = uploadBody(
      envelope,
      upload.map(({ json }) => json),
    )
    try {
      const answer = (await send(body)) as Answer
      const verdict = readAnswer(
        answer,
        upload.map(({ event }) => event),
      )
      const { status } = answer
      return Number.isFinite(status) ? { status, verdict } : undefined
    } catch {
      // Nobody knows whether Amplitude took it; the insert ids make it safe to send again.
      return undefined
    }
  }

  /** Where not even an upload without events gets through, no event is to blame. */
  async function isOpenWithoutEvents(): Promise<boolean> {
    if (isStopped()) return false
    const status = (await answerTo([]))?.status
    return status === 200 || status === 400
  }
}

const unreadable: Outcome = {
  outcome: 'rejected',
  cause: 'event',
  status: undefined,
  reason: 'The event cannot be written as JSON.',
}

const stopped: Outcome = {
  outcome: 'retry',
  cause: 'server',
  status: undefined,
  reason: 'The delivery was stopped before this event was sent.',
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
  reason: 'Amplitude did not answer.',
}
