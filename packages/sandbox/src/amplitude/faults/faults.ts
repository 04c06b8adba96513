import type { EndpointName } from '@experiment-impressions/delivery'
import type { Fault, FaultReport } from './fault.js'

/** The parts of a request that decide whether a fault matches. */
interface Target {
  readonly path: EndpointName
  /** The devices of its events. */
  readonly devices: ReadonlySet<string>
}

export interface Faults {
  /** Oldest first. */
  all(): readonly FaultReport[]
  add(fault: Fault): FaultReport
  /** Returns whether there was a fault with this id. */
  remove(id: number): boolean
  clear(): void
  /** Returns the fault that affects a request: the first active one that matches and whose turn it is. */
  hit(target: Target): Fault | undefined
}

/** Keeps the active faults and counts their hits. */
export function createFaults(): Faults {
  let reports: FaultReport[] = []
  let nextId = 1

  return {
    all: () => reports,
    add(fault) {
      const report = { ...fault, id: nextId, requests: 0, hits: 0 }
      nextId += 1
      reports.push(report)
      return report
    },
    remove(id) {
      const before = reports.length
      reports = reports.filter((report) => report.id !== id)
      return reports.length < before
    },
    clear() {
      reports = []
    },
    hit(target) {
      for (const [index, report] of reports.entries()) {
        const { every = 1, times = Infinity, hits } = report
        if (hits >= times || !matches(report, target)) continue
        const requests = report.requests + 1
        const isHit = requests % every === 0
        reports[index] = { ...report, requests, hits: hits + Number(isHit) }
        if (isHit) return report
      }
      return undefined
    },
  }
}

function matches({ path, silencedDevices }: Fault, target: Target): boolean {
  if (path !== undefined && path !== target.path) return false
  return silencedDevices === undefined || silencedDevices.some((device) => target.devices.has(device))
}
