import type { DeliverableEvent } from './deliverable-event.js'
import { uploadLimits, type UploadApi } from './endpoints.js'
import type { Outcome } from './outcome.js'
import { groupByPerson } from './people.js'
import { orderByTime, planUploads, type PlannedEvent } from './plan-uploads.js'
import { readAnswer, type Answer } from './read-answer.js'
import { uploadBody } from './upload-body.js'
import { utf8Bytes } from './utf8-bytes.js'

export interface DeliverOptions {
  /**
   * Posts one body (JSON, UTF-8) to Amplitude and gives its answer, whatever its status. Rejects where there was no
   * answer: no connection, a timeout, a cut.
   */
  readonly send: (body: string) => Promise<Answer>
  readonly apiKey: string
  /** @default 'httpapi' */
  readonly api?: UploadApi
  /** Shortest id in characters that Amplitude should accept; without it Amplitude takes 5. */
  readonly minIdLength?: number
}

/**
 * Gets events accepted by Amplitude: one {@link Outcome} for each, in the order of the input, always. Never rejects
 * and never waits: what has to be sent again later comes back as `retry`.
 *
 * Uploads go one after another, each person's events in the order of their time. An upload that Amplitude refuses for
 * some of its events is sent again without them; one that it refuses without naming any is halved until the culprit is
 * alone. Once an event of a person has to wait, so do that person's later ones, or an old state would overwrite theirs.
 */
export async function deliver(
  events: readonly DeliverableEvent[],
  options: DeliverOptions,
): Promise<Outcome[]> {
  const { api = 'httpapi' } = options
  const limits = uploadLimits[api]
  const people = groupByPerson(events)
  const planned = events.map((event, index) => ({
    index,
    event,
    person: people[index] as number,
    json: JSON.stringify(event),
  }))
  const uploads = planUploads(orderByTime(planned), limits, utf8Bytes(uploadBody(options, [])))
  const outcomes = new Map<number, Outcome>()
  /** People of whom an event has to wait, and what became of that event. */
  const waiting = new Map<number, Outcome>()

  for (let upload = uploads.shift(); upload !== undefined; upload = uploads.shift()) {
    const sent = holdBackWaiting(upload)
    if (sent.length > 0) uploads.unshift(...(await send(sent)))
  }
  return events.map((_, index) => outcomes.get(index) as Outcome)

  /** Sends one upload and settles what its answer settles; returns what is to be sent next in its stead. */
  async function send(upload: readonly PlannedEvent[]): Promise<PlannedEvent[][]> {
    const answer = await answerTo(upload)
    if (answer === undefined) {
      return stop(upload, {
        outcome: 'retry',
        cause: 'server',
        status: undefined,
        reason: 'Amplitude did not answer.',
      })
    }
    const { status } = answer
    const verdict = readAnswer(
      answer,
      upload.map(({ event }) => event),
    )
    switch (verdict.kind) {
      case 'accepted':
        settle(upload, { outcome: 'accepted', status })
        return []
      case 'refused': {
        const { indices, reason } = verdict
        settle(
          upload.filter((_, index) => indices.has(index)),
          { outcome: 'rejected', cause: 'event', status, reason },
        )
        return [upload.filter((_, index) => !indices.has(index))]
      }
      case 'throttled': {
        const { indices, reason } = verdict
        const wait: Outcome = {
          outcome: 'retry',
          cause: 'throttled',
          status,
          reason,
          waitMs: limits.throttleMs,
        }
        for (const [index, { person }] of upload.entries()) if (indices.has(index)) waiting.set(person, wait)
        return [[...upload]]
      }
      case 'halve': {
        if (upload.length > 1) return halves(upload)
        settle(upload, { outcome: 'rejected', cause: 'event', status, reason: verdict.reason })
        return []
      }
      case 'stop': {
        const { outcome, cause, reason } = verdict
        return stop(upload, { outcome, cause, status, reason })
      }
    }
  }

  async function answerTo(upload: readonly PlannedEvent[]): Promise<Answer | undefined> {
    const body = uploadBody(
      options,
      upload.map(({ json }) => json),
    )
    try {
      return await options.send(body)
    } catch {
      // Nobody knows whether Amplitude took it; the insert ids make it safe to send again.
      return undefined
    }
  }

  function holdBackWaiting(upload: readonly PlannedEvent[]): PlannedEvent[] {
    return upload.filter((planned) => {
      const wait = waiting.get(planned.person)
      if (wait !== undefined) outcomes.set(planned.index, wait)
      return wait === undefined
    })
  }

  function settle(settled: readonly PlannedEvent[], outcome: Outcome): void {
    for (const { index } of settled) outcomes.set(index, outcome)
  }

  /** Nothing else can be delivered now: everything that is left shares the outcome. */
  function stop(upload: readonly PlannedEvent[], outcome: Outcome): [] {
    settle(upload, outcome)
    for (const left of uploads.splice(0)) settle(left, outcome)
    return []
  }
}

function halves(upload: readonly PlannedEvent[]): PlannedEvent[][] {
  const middle = Math.ceil(upload.length / 2)
  return [upload.slice(0, middle), upload.slice(middle)]
}
