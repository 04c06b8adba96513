import type { EventSummary } from '../event/summarize.js'

type Ids = Pick<EventSummary, 'userId' | 'deviceId'>

/** The user of each device that has been seen with exactly one. */
export function usersOfDevices(events: Iterable<Ids>): ReadonlyMap<string, string> {
  const users = new Map<string, string>()
  const shared = new Set<string>()
  for (const { userId, deviceId } of events) {
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
