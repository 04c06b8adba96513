import { PayloadValidationError, type RequestClient } from '@segment/actions-core'
import { isUnsafeNumber } from '@experiment-impressions/contract'
import type { Settings } from './generated-types'

interface DeleteUserOptions {
  readonly settings: Settings
  /** Absent where Segment knows the visitor by device only; a number where the customer's ids are numbers. */
  readonly userId: unknown
  /** Where deletions go. */
  readonly url: string
}

/**
 * Asks Amplitude to delete a user (docs, "User Privacy API"). Users that it does not know are passed over: otherwise one
 * of them would make it refuse the whole request. It deletes by user id only, so for a visitor without one there is
 * nothing to ask for.
 * @throws {PayloadValidationError} where the id is a number that has lost its digits: it may be another person's by now
 */
export async function deleteUser(request: RequestClient, options: DeleteUserOptions): Promise<unknown> {
  const { settings, userId, url } = options
  if (isUnsafeNumber(userId))
    throw new PayloadValidationError(
      'The user id is a number too large to keep all its digits, so nobody was deleted: it may be another person’s id by now. Send the deletion again with the id as a string.',
    )
  if (userId === undefined || userId === null || userId === '') return undefined
  return request(url, {
    method: 'post',
    username: settings.apiKey,
    password: settings.secretKey,
    json: {
      user_ids: [typeof userId === 'number' ? String(userId) : userId],
      requester: 'segment',
      ignore_invalid_id: true,
    },
  })
}
