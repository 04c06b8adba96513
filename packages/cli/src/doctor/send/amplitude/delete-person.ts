import { ownPath } from '@experiment-impressions/contract/json'
import type { Io } from '../../../io.js'
import { askYesNo, canAsk } from '../../../terminal/ask.js'
import { skippedCheck, type Check } from '../../check.js'
import { createFinding, nowhere } from '../../finding.js'
import type { SendChoices } from '../read-send-choices.js'
import { request, type Response } from '../request.js'
import type { TestPerson } from '../segment/test-impression.js'

interface DeletionOptions {
  readonly person: TestPerson
  /** `undefined` if Amplitude doesn’t know the person. */
  readonly amplitudeId: number | undefined
  readonly io: Io
  readonly deadlineMs: number
}

/** Deletes the test person in Amplitude if the user wants that; asks on a terminal. */
export async function offerDeletion(
  { deletesPerson, amplitude }: Pick<SendChoices, 'deletesPerson' | 'amplitude'>,
  { person, amplitudeId, io, deadlineMs }: DeletionOptions,
): Promise<Check> {
  if (amplitudeId === undefined) return skippedCheck('person', 'PERSON_NOT_KNOWN')
  const isWanted =
    deletesPerson || (canAsk(io) && (await askYesNo('Delete the test person in Amplitude? [y/N] ', io)))
  io.signal.throwIfAborted()
  const { userId } = person
  if (!isWanted)
    return {
      name: 'person',
      findings: [],
      isMade: false,
      note: { code: 'PERSON_KEPT', params: { userId } },
    }
  const url = amplitude.endpoints.deletions
  // By Amplitude’s own id, which is right even if the user id was lost on the way. It runs a job within 30 days.
  // Source: Amplitude docs, "User Privacy API".
  const answer = await request(url, {
    method: 'POST',
    credentials: [amplitude.apiKey, amplitude.secretKey],
    json: { amplitude_ids: [amplitudeId], requester: 'impressions doctor', ignore_invalid_id: true },
    signal: io.signal,
    deadlineMs,
  })
  const problem = problemOf(answer)
  const params = { userId, day: answer.kind === 'answer' ? dayIn(answer.data) : undefined }
  return {
    name: 'person',
    findings:
      problem === undefined
        ? []
        : [createFinding('PERSON_NOT_DELETED', nowhere, { host: new URL(url).host, problem })],
    isMade: true,
    note: { code: 'DELETION_SCHEDULED', params },
  }
}

function problemOf(answer: Response): string | undefined {
  if (answer.kind === 'unreachable') return answer.cause
  if (answer.status !== 200) return String(answer.status)
  // If Amplitude doesn’t know the person, it answers 200 with a message and no job.
  return ownPath(firstJob(answer.data), ['day']) === undefined ? 'nothing was scheduled' : undefined
}

function dayIn(data: unknown): string | undefined {
  const day = ownPath(firstJob(data), ['day'])
  return typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) ? day : undefined
}

/** The answer is a list of jobs, even if there’s only one. */
function firstJob(data: unknown): unknown {
  return Array.isArray(data) ? (data[0] as unknown) : data
}
