import { applyOperations, type UserProperties } from './property-operations.js'

/** The ids by which an event names its person. */
export interface Identity {
  readonly userId?: string
  readonly deviceId?: string
}

/** Someone whom Amplitude knows. */
export interface Person {
  readonly userId: string | undefined
  readonly deviceIds: ReadonlySet<string>
  readonly properties: UserProperties
}

export interface People {
  /** The person with this user id or, where there is none, with this device id. */
  find(id: string): Person | undefined
  /** Applies an event's `user_properties` to its person, whom it makes known where need be. */
  apply(identity: Identity, userProperties: unknown): { before: UserProperties; after: UserProperties }
}

interface MutablePerson {
  userId: string | undefined
  readonly deviceIds: Set<string>
  properties: UserProperties
}

/**
 * Who is who, in the manner of Amplitude: a user id names one person on every device; a device without one is a person of
 * its own until a user id comes along on it, whom it then becomes; events of a device without a user id belong to whoever
 * was seen on it last.
 * Source: Amplitude docs, "Track unique users".
 */
export function createPeople(): People {
  const byUser = new Map<string, MutablePerson>()
  const byDevice = new Map<string, MutablePerson>()

  function personOf({ userId, deviceId }: Identity): MutablePerson {
    const onDevice = deviceId === undefined ? undefined : byDevice.get(deviceId)
    if (userId === undefined) return onDevice ?? createPerson()
    const known = byUser.get(userId)
    if (onDevice?.userId !== undefined || onDevice === undefined) return known ?? createPerson()
    if (known === undefined) return onDevice
    for (const device of onDevice.deviceIds) join(known, device)
    known.properties = new Map([...onDevice.properties, ...known.properties])
    return known
  }

  function join(person: MutablePerson, deviceId: string): void {
    person.deviceIds.add(deviceId)
    byDevice.set(deviceId, person)
  }

  return {
    find: (id) => byUser.get(id) ?? byDevice.get(id),
    apply(identity, userProperties) {
      const person = personOf(identity)
      if (identity.userId !== undefined) {
        person.userId = identity.userId
        byUser.set(identity.userId, person)
      }
      if (identity.deviceId !== undefined) join(person, identity.deviceId)
      const before = person.properties
      person.properties = applyOperations(before, userProperties)
      return { before, after: person.properties }
    },
  }
}

function createPerson(): MutablePerson {
  return { userId: undefined, deviceIds: new Set(), properties: new Map() }
}
