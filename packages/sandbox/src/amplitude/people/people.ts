import type { JsonObject } from '@experiment-impressions/contract/json'
import { createBoundedMap, type Bound } from '../../memory/bounded-map.js'
import { jsonBytes } from '../../memory/json-bytes.js'
import { defaultRetention } from '../../memory/retention.js'
import { applyOperations, type UserProperties } from './property-operations.js'

/** The ids of an event's person. */
export interface Identity {
  readonly userId?: string
  readonly deviceId?: string
}

/** A person whom Amplitude knows. */
export interface Person {
  /** The number that Amplitude assigns to everyone. */
  readonly amplitudeId: number
  readonly userId: string | undefined
  readonly deviceIds: ReadonlySet<string>
  readonly properties: UserProperties
}

export interface People {
  /** Finds a person by user id, or else by device id. */
  find(id: string): Person | undefined
  findUser(userId: string): Person | undefined
  /** Also finds a person by the number of an anonymous person who was merged into them. */
  findNumber(amplitudeId: number): Person | undefined
  /** Everyone who has a user id, by user id. */
  users(): ReadonlyMap<string, Person>
  /** Returns the person of an event, and remembers them. */
  see(identity: Identity): Person
  /** Applies an event's `user_properties` to a person. */
  update(person: Person, userProperties: JsonObject): void
  /** Forgets a person. Returns all their numbers. */
  remove(person: Person): ReadonlySet<number>
}

interface MutablePerson {
  readonly amplitudeId: number
  /** Their own, and those of anonymous people who were merged into them. */
  readonly numbers: Set<number>
  userId: string | undefined
  readonly deviceIds: Set<string>
  properties: UserProperties
  /** UTF-8 bytes: of the properties as JSON, and of the ids. */
  propertyBytes: number
  idBytes: number
}

/** Maximum UTF-8 bytes of one person's properties as JSON. A larger update is dropped. */
const maxPropertyBytes = 1_000_000

/** Amplitude's own ids are large numbers too. A small one could be mistaken for a count. */
const firstAmplitudeId = 100_000_000_001

/**
 * Identifies people as Amplitude does. A user id names one person on every device. A device without a user id is an anonymous
 * person; once a user id appears on it, the two are merged. Events without a user id belong to the last person seen on the
 * device. Beyond the bound, the oldest people are forgotten.
 * Source: Amplitude docs, "Track unique users".
 */
export function createPeople(bound: Bound = defaultRetention.people): People {
  const kept = createBoundedMap<number, MutablePerson>(bound)
  const byUser = new Map<string, MutablePerson>()
  const byDevice = new Map<string, MutablePerson>()
  const byNumber = new Map<number, MutablePerson>()
  let nextAmplitudeId = firstAmplitudeId

  function personOf({ userId, deviceId }: Identity): MutablePerson {
    const onDevice = deviceId === undefined ? undefined : byDevice.get(deviceId)
    if (userId === undefined) return onDevice ?? createPerson()
    const known = byUser.get(userId)
    if (onDevice?.userId !== undefined || onDevice === undefined) return known ?? createPerson()
    if (known === undefined) return onDevice
    for (const device of onDevice.deviceIds) join(known, device)
    known.properties = new Map([...onDevice.properties, ...known.properties])
    known.propertyBytes += onDevice.propertyBytes
    kept.delete(onDevice.amplitudeId)
    for (const number of onDevice.numbers) {
      known.numbers.add(number)
      byNumber.set(number, known)
    }
    return known
  }

  function createPerson(): MutablePerson {
    const amplitudeId = nextAmplitudeId
    nextAmplitudeId += 1
    const person: MutablePerson = {
      amplitudeId,
      numbers: new Set([amplitudeId]),
      userId: undefined,
      deviceIds: new Set(),
      properties: new Map(),
      propertyBytes: 0,
      idBytes: 0,
    }
    byNumber.set(amplitudeId, person)
    return person
  }

  function join(person: MutablePerson, deviceId: string): void {
    if (!person.deviceIds.has(deviceId)) person.idBytes += Buffer.byteLength(deviceId)
    person.deviceIds.add(deviceId)
    byDevice.set(deviceId, person)
  }

  function keep(person: MutablePerson): void {
    const { amplitudeId, propertyBytes, idBytes } = person
    for (const gone of kept.put(amplitudeId, person, propertyBytes + idBytes)) forget(gone)
  }

  function forget(person: MutablePerson): void {
    if (person.userId !== undefined) byUser.delete(person.userId)
    for (const device of person.deviceIds) if (byDevice.get(device) === person) byDevice.delete(device)
    for (const number of person.numbers) byNumber.delete(number)
  }

  return {
    find: (id) => byUser.get(id) ?? byDevice.get(id),
    findUser: (userId) => byUser.get(userId),
    findNumber: (amplitudeId) => byNumber.get(amplitudeId),
    users: () => byUser,
    see(identity) {
      const person = personOf(identity)
      if (identity.userId !== undefined) {
        if (person.userId === undefined) person.idBytes += Buffer.byteLength(identity.userId)
        person.userId = identity.userId
        byUser.set(identity.userId, person)
      }
      if (identity.deviceId !== undefined) join(person, identity.deviceId)
      keep(person)
      return person
    },
    update({ amplitudeId }, userProperties) {
      const person = byNumber.get(amplitudeId)
      if (person === undefined) return
      const properties = applyOperations(person.properties, userProperties)
      const bytes = jsonBytes([...properties]) ?? Infinity
      if (bytes > maxPropertyBytes) return
      person.properties = properties
      person.propertyBytes = bytes
      keep(person)
    },
    remove({ amplitudeId }) {
      const person = byNumber.get(amplitudeId)
      if (person === undefined) return new Set()
      kept.delete(person.amplitudeId)
      forget(person)
      return person.numbers
    },
  }
}
