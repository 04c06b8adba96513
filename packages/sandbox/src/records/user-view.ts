import type { JsonObject } from '@experiment-impressions/contract/json'
import type { EventRecord } from '@experiment-impressions/inspection'
import type { People } from '../amplitude/people/people.js'
import type { EventLog } from './event-log.js'

/** What Amplitude would show of a person. */
export interface UserView {
  readonly amplitudeId: number
  /** Null for an anonymous person. */
  readonly userId: string | null
  readonly deviceIds: readonly string[]
  readonly userProperties: JsonObject
  /** The experiment events sent with their ids, newest last. */
  readonly events: readonly EventRecord[]
}

/** Returns the person with this user id or device id; `undefined` if Amplitude doesn't know them. */
export function viewUser(id: string, people: Pick<People, 'find'>, log: EventLog): UserView | undefined {
  const person = people.find(id)
  if (person === undefined) return undefined
  const { amplitudeId, userId, deviceIds, properties } = person
  const events = log.all().filter(({ post }) => {
    if (post === null) return false
    const { user_id: user, device_id: device } = post
    return user === undefined ? typeof device === 'string' && deviceIds.has(device) : user === userId
  })
  return {
    amplitudeId,
    userId: userId ?? null,
    deviceIds: [...deviceIds],
    userProperties: Object.fromEntries(properties),
    events,
  }
}
