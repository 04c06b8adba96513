import type { Fault, FaultReport } from './faults-api.js'

/** Whether a fault has hit as often as it may. The sandbox passes over it from then on. */
export function isSpent({ times = Infinity, hits }: FaultReport): boolean {
  return hits >= times
}

/**
 * Says what keeps a fault from hitting every request that it matches: it’s spent, or older faults come first. The sandbox gives a
 * request to the oldest fault that matches and whose turn it is. Empty if nothing does.
 */
export function standingWords(fault: FaultReport, all: readonly FaultReport[]): string {
  if (isSpent(fault)) return 'Spent: it won’t hit again.'
  const older = all.filter((other) => other.id < fault.id && !isSpent(other) && overlap(other, fault))
  if (older.length === 0) return ''
  const blocker = older.find((other) => takesAllOf(fault, other))
  if (blocker !== undefined) {
    const requests = fault.path === undefined ? 'every request' : `every request to ${fault.path}`
    const end = blocker.times === undefined ? 'is off' : 'is spent or off'
    return `Comes after fault ${String(blocker.id)}, which takes ${requests}. Won’t hit until that one ${end}.`
  }
  const names = older.map(({ id }) => String(id))
  return older.length === 1
    ? `Comes after fault ${names.join('')} on the same endpoint, and gets the requests that it leaves.`
    : `Comes after faults ${listed(names)} on the same endpoints, and gets the requests that they leave.`
}

function overlap(one: Fault, other: Fault): boolean {
  return one.path === undefined || other.path === undefined || one.path === other.path
}

/** Whether an older fault leaves nothing to a fault. */
function takesAllOf({ path }: Fault, { every = 1, silencedDevices, path: taken }: Fault): boolean {
  return every === 1 && silencedDevices === undefined && (taken === undefined || taken === path)
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`
}
