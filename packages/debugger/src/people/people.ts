import type { Entry } from '../records/record-list.js'
import { isOfSomebody, personKey, usersOfDevices } from '../records/person-keys.js'

/** Someone with events in the list. */
export interface Person {
  /** The user id, or else the device id. */
  readonly id: string
  readonly userId: string | undefined
  readonly deviceIds: readonly string[]
  /** Oldest first. */
  readonly entries: readonly Entry[]
  /** The variants that they saw, by flag, in that order. Only events that Amplitude accepts count. */
  readonly variants: ReadonlyMap<string, readonly string[]>
}

/**
 * Everyone in the list, most recent first. Anonymous events belong to the user of their device. An event that isn’t sent
 * doesn’t make a person: if someone has exactly its id, it’s among their events, but says nothing else about them.
 */
export function peopleOf(entries: readonly Entry[]): Person[] {
  const users = usersOfDevices(entries.map(({ summary }) => summary))
  const groups = new Map<string, Entry[]>()
  const keyOf = ({ summary }: Entry): string | undefined =>
    personKey(summary, isOfSomebody(summary) ? users : noUsers)
  for (const { summary } of entries) {
    const key = personKey(summary, users)
    if (key !== undefined && isOfSomebody(summary)) groups.set(key, [])
  }
  for (const entry of entries) groups.get(keyOf(entry) ?? '')?.push(entry)
  return Array.from(groups.values(), toPerson).sort((one, other) => lastOrder(other) - lastOrder(one))
}

const noUsers: ReadonlyMap<string, string> = new Map()

/** The flags whose variant changed for a person. */
export function changedFlags({ variants }: Person): string[] {
  return [...variants].filter(([, seen]) => seen.length > 1).map(([flag]) => flag)
}

/** The person with this user id or device id. */
export function findPerson(people: readonly Person[], id: string): Person | undefined {
  return people.find((person) => person.id === id) ?? people.find(({ deviceIds }) => deviceIds.includes(id))
}

function toPerson(entries: readonly Entry[]): Person {
  const deviceIds = new Set<string>()
  const variants = new Map<string, string[]>()
  let userId: string | undefined
  for (const { summary } of entries) {
    if (!isOfSomebody(summary)) continue
    userId ??= summary.userId
    if (summary.deviceId !== undefined) deviceIds.add(summary.deviceId)
    const { flag, variant } = summary
    if (flag === undefined || variant === undefined || summary.isDuplicate) continue
    const seen = variants.get(flag)
    if (seen === undefined) variants.set(flag, [variant])
    else if (!seen.includes(variant)) seen.push(variant)
  }
  return { id: userId ?? [...deviceIds][0] ?? '', userId, deviceIds: [...deviceIds], entries, variants }
}

function lastOrder({ entries }: Person): number {
  return entries.at(-1)?.order ?? 0
}
