import { isRefusedId } from './amplitude-limits.js'
import type { ExperimentEvent } from './experiment-event.js'
import { createIssue, type Issue, type IssuePath } from './issues.js'
import { isPlaceholder } from './suspect-text.js'

/** Who saw the variant, in Amplitude's terms. A valid event has at least one of the two. */
export type Identity = Partial<Record<'user_id' | 'device_id', string>>

/**
 * Maps identity exactly as Segment's own Amplitude destination does (its `event-schema.ts`), so that impressions join
 * the conversions it sends: the user id from `userId`, the device id from `context.device.id`, else `anonymousId`.
 * An id that Amplitude refuses is left off, since one bad id makes Amplitude refuse the whole upload.
 */
export function identityOf(event: ExperimentEvent, minIdLength: number, issues: Issue[]): Identity {
  const identity: Identity = {}
  const userId = accepted(event.userId, ['userId'])
  const deviceId =
    event.contextDeviceId === undefined
      ? accepted(event.anonymousId, ['anonymousId'])
      : accepted(event.contextDeviceId, ['context', 'device', 'id'])
  if (userId !== undefined) identity.user_id = userId
  if (deviceId !== undefined) identity.device_id = deviceId
  return identity

  function accepted(id: string | undefined, path: IssuePath): string | undefined {
    if (id === undefined) return undefined
    if (isRefusedId(id)) issues.push(createIssue('ID_REFUSED', path, {}))
    else if (id.length < minIdLength)
      issues.push(createIssue('ID_TOO_SHORT', path, { length: id.length, limit: minIdLength }))
    else {
      if (isPlaceholder(id)) issues.push(createIssue('TEXT_PLACEHOLDER', path, {}))
      return id
    }
    return undefined
  }
}
