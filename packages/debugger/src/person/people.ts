import type { Entry } from '../feed/record-list.js'
import { personKey, usersOfDevices } from './person-keys.js'

/** Someone whose events are in the list. */
export interface Person {
  /** The user id, else the device id. */
  readonly id: string
  readonly userId: string | undefined
  readonly deviceIds: readonly string[]
  /** Oldest first. */
  readonly entries: readonly Entry[]
  /** The variants that were shown, by flag, in the order in which they were. */
  readonly variants: ReadonlyMap<string, readonly string[]>
}

/** Everybody in the list, who was seen last first. Anonymous events join the user of their device. */
export function peopleOf(entries: readonly Entry[]): Person[] {
  const users = usersOfDevices(entries.map(({ summary }) => summary))
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) {
    const key = personKey(entry.summary, users)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [entry])
    else group.push(entry)
  }
  return Array.from(groups.values(), toPerson).sort((one, other) => lastOrder(other) - lastOrder(one))
}

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
    userId ??= summary.userId
    if (summary.deviceId !== undefined) deviceIds.add(summary.deviceId)
    const { flag, variant } = summary
    if (flag === undefined || variant === undefined) continue
    const seen = variants.get(flag)
    if (seen === undefined) variants.set(flag, [variant])
    else if (!seen.includes(variant)) seen.push(variant)
  }
  return { id: userId ?? [...deviceIds][0] ?? '', userId, deviceIds: [...deviceIds], entries, variants }
}

function lastOrder({ entries }: Person): number {
  return entries.at(-1)?.order ?? 0
}
