import type { Entry } from '../records/record-list.js'
import { isOfSomebody, personKey, usersOfDevices } from '../records/person-keys.js'

/** Someone whose events are in the list. */
export interface Person {
  /** The user id, else the device id. */
  readonly id: string
  readonly userId: string | undefined
  readonly deviceIds: readonly string[]
  /** Oldest first. */
  readonly entries: readonly Entry[]
  /** The variants that were shown, by flag, in the order in which they were. Only by events that Amplitude takes. */
  readonly variants: ReadonlyMap<string, readonly string[]>
}

/**
 * Everybody in the list, who was seen last first. Anonymous events join the user of their device. An event that isn’t sent
 * makes nobody: it stands with the person who has exactly its id, if there is one, and says nothing else about them.
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

/** The flags of which a person saw more than one variant. */
export function changedFlags({ variants }: Person): string[] {
  return [...variants].filter(([, seen]) => seen.length > 1).map(([flag]) => flag)
}

/** The one whom a user id or device id means. */
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
