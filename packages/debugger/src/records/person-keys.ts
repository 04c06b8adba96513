import type { EventSummary } from './summarize.js'

type Ids = Pick<EventSummary, 'userId' | 'deviceId'>
type Sent = Pick<EventSummary, 'outcome' | 'effect' | 'isDuplicate'>

/** Whether Amplitude has the event or may still get it. Others are of nobody: their ids never reached Amplitude. */
export function isOfSomebody({ outcome, effect, isDuplicate }: Sent): boolean {
  return (effect !== 'not stored' || isDuplicate) && outcome !== 'rejected' && outcome !== 'skipped'
}

/**
 * The user of each device that Amplitude has seen with exactly one: by events that it accepted. Pasted events join among
 * themselves, as if they were sent; those that still wait join nobody yet.
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
 * By what a person is told from others: the user id, the user of the device where that is certain, else the device.
 * `undefined` where there is no id. Users and devices of the same name stay apart.
 */
export function personKey({ userId, deviceId }: Ids, users: ReadonlyMap<string, string>): string | undefined {
  const user = userId ?? (deviceId === undefined ? undefined : users.get(deviceId))
  if (user !== undefined) return `user ${user}`
  return deviceId === undefined ? undefined : `device ${deviceId}`
}
