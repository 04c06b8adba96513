import type { JsonObject } from '@experiment-impressions/contract/json'
import { createBoundedMap, type Bound } from '../../memory/bounded-map.js'
import { jsonBytes } from '../../memory/json-bytes.js'
import { defaultRetention } from '../../memory/retention.js'
import { applyOperations, type UserProperties } from './property-operations.js'

/** The ids by which an event names its person. */
export interface Identity {
  readonly userId?: string
  readonly deviceId?: string
}

/** Someone whom Amplitude knows. */
export interface Person {
  /** The number that Amplitude gives to everyone. */
  readonly amplitudeId: number
  readonly userId: string | undefined
  readonly deviceIds: ReadonlySet<string>
  readonly properties: UserProperties
}

export interface People {
  /** The person with this user id or, where there is none, with this device id. */
  find(id: string): Person | undefined
  findUser(userId: string): Person | undefined
  /** Also by the number of someone who has turned out to be this person. */
  findNumber(amplitudeId: number): Person | undefined
  /** Those with a user id, by it. */
  users(): ReadonlyMap<string, Person>
  /** The person of an event, who is known from now on. */
  see(identity: Identity): Person
  /** Applies an event's `user_properties` to a person. */
  update(person: Person, userProperties: JsonObject): void
  /** Forgets everything of a person; answers all their numbers. */
  remove(person: Person): ReadonlySet<number>
}

interface MutablePerson {
  readonly amplitudeId: number
  /** Its own, and those of the anonymous people who turned out to be it. */
  readonly numbers: Set<number>
  userId: string | undefined
  readonly deviceIds: Set<string>
  properties: UserProperties
  /** UTF-8 bytes of the properties as JSON, and of the ids. */
  propertyBytes: number
  idBytes: number
}

/** Most UTF-8 bytes of one person's properties as JSON; an update that leads past it is dropped. */
const mostPropertyBytes = 1_000_000

/** Amplitude's own ids are large numbers, too: a small one is soon taken for a count. */
const firstAmplitudeId = 100_000_000_001

/**
 * Who is who, in the manner of Amplitude: a user id names one person on every device; a device without one is a person of
 * its own until a user id comes along on it, whom it then becomes; events of a device without a user id belong to whoever
 * was seen on it last. Those who came first are forgotten where there are more than the bound.
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
      if (bytes > mostPropertyBytes) return
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
