import type { RequestClient } from '@segment/actions-core'
import type { Settings } from './generated-types'

interface DeleteUserOptions {
  readonly settings: Settings
  /** Absent where Segment knows the visitor by device only. */
  readonly userId: string | undefined
  /** Where deletions go. */
  readonly url: string
}

/**
 * Asks Amplitude to delete a user (docs, "User Privacy API"). Users that it does not know are passed over: otherwise one
 * of them would make it refuse the whole request. It deletes by user id only, so for a visitor without one there is
 * nothing to ask for.
 */
export async function deleteUser(request: RequestClient, options: DeleteUserOptions): Promise<unknown> {
  const { settings, userId, url } = options
  if (userId === undefined || userId === '') return undefined
  return request(url, {
    method: 'post',
    username: settings.apiKey,
    password: settings.secretKey,
    json: { user_ids: [userId], requester: 'segment', ignore_invalid_id: true },
  })
}
