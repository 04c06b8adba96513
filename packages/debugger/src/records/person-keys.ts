import type { EventSummary } from '@experiment-impressions/inspection'

type Ids = Pick<EventSummary, 'userId' | 'deviceId'>
type Sent = Pick<EventSummary, 'outcome' | 'effect' | 'isDuplicate'>

/** Whether Amplitude has the event or may still get it. The ids of other events never reach Amplitude. */
export function isOfSomebody({ outcome, effect, isDuplicate }: Sent): boolean {
  return (effect !== 'not stored' || isDuplicate) && outcome !== 'rejected' && outcome !== 'skipped'
}

/**
 * The user of each device that was seen with exactly one user, in events that Amplitude accepted. Pasted events count as if they
 * were sent; events that still wait don’t count yet.
 */
export function usersOfDevices(events: Iterable<Ids & Sent>): ReadonlyMap<string, string> {
  const users = new Map<string, string>()
  const shared = new Set<string>()
  for (const { userId, deviceId, ...sent } of events) {
    const isJoined = sent.outcome === 'accepted' || sent.outcome === 'inspected'
    if (!isJoined || !isOfSomebody(sent)) continue
    if (userId === undefined || deviceId === undefined || shared.has(deviceId)) continue
    const known = users.get(deviceId)
    if (known === undefined) users.set(deviceId, userId)
    else if (known !== userId) {
      users.delete(deviceId)
      shared.add(deviceId)
    }
  }
  return users
}

/**
 * Identifies a person: by the user id, by the device’s only user, or else by the device. `undefined` without an id. A user and a
 * device with the same name have different keys.
 */
export function personKey({ userId, deviceId }: Ids, users: ReadonlyMap<string, string>): string | undefined {
  const user = userId ?? (deviceId === undefined ? undefined : users.get(deviceId))
  if (user !== undefined) return `user ${user}`
  return deviceId === undefined ? undefined : `device ${deviceId}`
}
