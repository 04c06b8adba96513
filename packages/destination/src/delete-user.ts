import {
  InvalidAuthenticationError,
  PayloadValidationError,
  RetryableError,
  type RequestClient,
} from '@segment/actions-core'
import { isObject } from '@experiment-impressions/contract/json'
import { isUnsafeNumber } from '@experiment-impressions/contract'
import { askAmplitude, type AmplitudeAnswer } from './ask-amplitude'
import { describeForeign, isForeign } from './foreign-answer'
import type { Settings } from './generated-types'

interface DeleteUserOptions {
  readonly settings: Settings
  /** Absent where Segment knows the visitor by device only; a number where the customer's ids are numbers. */
  readonly userId: unknown
  /** Where deletions go. */
  readonly url: string
  readonly signal: AbortSignal
}

/**
 * Asks Amplitude to delete a user (docs, "User Privacy API"). Users that it does not know are passed over: otherwise one
 * of them would make it refuse the whole request. It deletes by user id only, so for a visitor without one there is
 * nothing to ask for. Only its documented answer, the jobs as JSON, counts as one.
 * @throws {PayloadValidationError} where the id is a number that has lost its digits: it may be another person's by now
 * @throws {PayloadValidationError} where Amplitude refuses the request
 * @throws {InvalidAuthenticationError} where it refuses the keys
 * @throws {RetryableError} where nobody answered, or somebody else did
 */
export async function deleteUser(request: RequestClient, options: DeleteUserOptions): Promise<unknown> {
  const { settings, userId, url, signal } = options
  if (isUnsafeNumber(userId))
    throw new PayloadValidationError(
      'The user id is a number too large to keep all its digits, so nobody was deleted: it may be another person’s id by now. Send the deletion again with the id as a string.',
    )
  if (userId === undefined || userId === null || userId === '') return undefined
  let answer: AmplitudeAnswer
  try {
    answer = await askAmplitude(request, url, {
      method: 'post',
      username: settings.apiKey,
      password: settings.secretKey,
      json: {
        user_ids: [typeof userId === 'number' ? String(userId) : userId],
        requester: 'segment',
        ignore_invalid_id: true,
      },
      signal,
    })
  } catch {
    throw new RetryableError('Amplitude could not be reached, so nobody was deleted. Segment tries again.')
  }
  const { status, data } = answer
  if (status === 200 && isDeletion(data)) return data
  if (isForeign(answer))
    throw new RetryableError(`Nobody was deleted. ${describeForeign(answer)} Segment tries again.`)
  const answered = `Amplitude answered ${String(status)} to the deletion, so nobody was deleted.`
  if (status === 401 || status === 403)
    throw new InvalidAuthenticationError(`${answered} Check the API key and the secret key.`)
  if (status === 429 || status >= 500) throw new RetryableError(`${answered} Segment tries again.`)
  throw new PayloadValidationError(`${answered} Delete the user in Amplitude, if it is there.`)
}

/** The job that the user is now part of, alone or in a list; or, where Amplitude knows nobody of that id, just that. */
function isDeletion(data: unknown): boolean {
  const jobs: unknown[] = Array.isArray(data) ? data : [data]
  return jobs.length > 0 && jobs.every(isJob)
}

function isJob(job: unknown): boolean {
  if (!isObject(job)) return false
  const isPlanned = typeof job['day'] === 'string' && Array.isArray(job['amplitude_ids'])
  return isPlanned || Array.isArray(job['invalid_ids'])
}
