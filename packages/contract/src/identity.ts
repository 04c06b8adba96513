import { createIssue, type Issue, type IssuePath } from './issues/issues.js'
import { gather, none, type Reading } from './issues/reading.js'
import type { ExperimentEvent } from './read/experiment-event.js'
import { isPlaceholder } from './text/suspect-text.js'
import { isRefusedId } from './wire/amplitude-limits.js'

/** Who saw the variant, in Amplitude's terms. A valid event has at least one of these ids. */
export type Identity = Partial<Record<'user_id' | 'device_id', string>>

/**
 * Maps identity exactly as Segment's own Amplitude destination does (its `event-schema.ts`), so impressions join the
 * conversions it sends: the user id from `userId`; the device id from `context.device.id`, or else from `anonymousId`. Leaves
 * off ids that Amplitude rejects, because one bad id makes Amplitude reject the whole upload.
 */
export function readIdentity(event: ExperimentEvent, minIdLength: number): Reading<Identity> {
  const userId = readId(event.userId, ['userId'], minIdLength)
  const deviceId =
    event.contextDeviceId === undefined
      ? readId(event.anonymousId, ['anonymousId'], minIdLength)
      : readId(event.contextDeviceId, ['context', 'device', 'id'], minIdLength)
  const identity: Identity = {}
  if (userId.value !== undefined) identity.user_id = userId.value
  if (deviceId.value !== undefined) identity.device_id = deviceId.value
  return { value: identity, issues: gather(userId.issues, deviceId.issues) }
}

function readId(id: string | undefined, path: IssuePath, minLength: number): Reading<string | undefined> {
  if (id === undefined) return { value: undefined, issues: none }
  const refused = refusal(id, path, minLength)
  if (refused !== undefined) return { value: undefined, issues: [refused] }
  return { value: id, issues: isPlaceholder(id) ? [createIssue('TEXT_PLACEHOLDER', path, {})] : none }
}

function refusal(id: string, path: IssuePath, limit: number): Issue | undefined {
  if (isRefusedId(id)) return createIssue('ID_REFUSED', path, {})
  const { length } = id
  return length < limit ? createIssue('ID_TOO_SHORT', path, { length, limit }) : undefined
}
