import { ownPath } from '@experiment-impressions/contract/json'
import type { Check } from '../../check.js'
import { createFinding } from '../../finding.js'
import { exchange, type Exchange } from '../request.js'
import type { TestPerson } from '../segment/test-impression.js'

interface DeletePersonOptions {
  readonly person: TestPerson
  readonly amplitudeId: number
  /** Where deletions go. */
  readonly url: string
  readonly credentials: readonly [string, string]
  readonly signal: AbortSignal
  readonly deadlineMs: number
}

/**
 * Has Amplitude delete the test person, by its own number: that is right even where the user id got lost on the way.
 * Source: Amplitude docs, "User Privacy API": a job that runs within 30 days.
 */
export async function deletePerson(options: DeletePersonOptions): Promise<Check> {
  const { person, amplitudeId, url, credentials, signal, deadlineMs } = options
  const answer = await exchange(url, {
    method: 'POST',
    credentials,
    json: { amplitude_ids: [amplitudeId], requester: 'impressions doctor', ignore_invalid_id: true },
    signal,
    deadlineMs,
  })
  const problem = problemOf(answer)
  const day = answer.kind === 'answer' ? ownPath(firstOf(answer.data), ['day']) : undefined
  return {
    name: 'person',
    findings:
      problem === undefined
        ? []
        : [createFinding('PERSON_NOT_DELETED', { path: [] }, { host: new URL(url).host, problem })],
    isMade: true,
    note: {
      code: 'DELETION_SCHEDULED',
      params: { userId: person.userId, day: typeof day === 'string' && isDay(day) ? day : undefined },
    },
  }
}

/** The jobs are a list, even if there is one. */
function firstOf(data: unknown): unknown {
  return Array.isArray(data) ? (data[0] as unknown) : data
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text)
}

function problemOf(answer: Exchange): string | undefined {
  if (answer.kind === 'unreachable') return answer.cause
  if (answer.status !== 200) return String(answer.status)
  // For somebody whom it doesn’t know Amplitude answers 200, with a message and no job.
  return ownPath(firstOf(answer.data), ['day']) === undefined ? 'nothing was scheduled' : undefined
}
