import {
  InvalidAuthenticationError,
  PayloadValidationError,
  RetryableError,
  type RequestClient,
} from '@segment/actions-core'
import { isUnsafeNumber } from '@experiment-impressions/contract'
import { isObject } from '@experiment-impressions/contract/json'
import { askAmplitude, type AmplitudeAnswer } from './ask-amplitude'
import { describeForeign, isForeign } from './foreign-answer'
import type { Settings } from './generated-types'

interface DeleteUserOptions {
  readonly settings: Settings
  /** Missing if Segment only knows the visitor's device. A number if the customer's ids are numbers. */
  readonly userId: unknown
  /** The endpoint for deletions. */
  readonly url: string
  readonly signal: AbortSignal
}

/**
 * Asks Amplitude to delete a user (docs, "User Privacy API"). Tells it to skip unknown users, because otherwise one of them would
 * make it refuse the whole request. Amplitude deletes by user id only, so a visitor without one can't be deleted. Only the
 * documented answer, the jobs as JSON, counts as a success.
 * @throws {PayloadValidationError} if the id is a number that has lost digits, because it may now be another person's id
 * @throws {PayloadValidationError} if Amplitude refuses the request
 * @throws {InvalidAuthenticationError} if Amplitude refuses the keys
 * @throws {RetryableError} if there is no answer, or it isn't Amplitude's
 */
export async function deleteUser(request: RequestClient, options: DeleteUserOptions): Promise<unknown> {
  const { settings, userId, url, signal } = options
  if (isUnsafeNumber(userId))
    throw new PayloadValidationError(
      'Nobody was deleted: the user id is a number too large to keep all its digits, so it may now be another person’s id. Send the deletion again with the id as a string.',
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
    throw new RetryableError('Amplitude couldn’t be reached, so nobody was deleted. Segment tries again.')
  }
  const { status, data } = answer
  if (status === 200 && isDeletion(data)) return data
  if (isForeign(answer))
    throw new RetryableError(`Nobody was deleted. ${describeForeign(answer)} Segment tries again.`)
  const answered = `Amplitude answered ${String(status)} to the deletion, so nobody was deleted.`
  if (status === 401 || status === 403)
    throw new InvalidAuthenticationError(`${answered} Check the API key and the secret key.`)
  if (status === 429 || status >= 500) throw new RetryableError(`${answered} Segment tries again.`)
  throw new PayloadValidationError(`${answered} If the user is in Amplitude, delete them there.`)
}

/** Whether this is a deletion job, or a list of them, or Amplitude's answer for an unknown id. */
function isDeletion(data: unknown): boolean {
  const jobs: unknown[] = Array.isArray(data) ? data : [data]
  return jobs.length > 0 && jobs.every(isJob)
}

function isJob(job: unknown): boolean {
  if (!isObject(job)) return false
  const isPlanned = typeof job['day'] === 'string' && Array.isArray(job['amplitude_ids'])
  return isPlanned || Array.isArray(job['invalid_ids'])
}
