import type { Endpoint, Fault, FaultReport } from './fault.js'

/** A request to the sandbox's Amplitude, as far as faults look at it. */
interface Target {
  readonly path: Endpoint
  /** The devices whose events it carries. */
  readonly devices: ReadonlySet<string>
}

export interface Faults {
  /** In the order in which they were switched on. */
  all(): readonly FaultReport[]
  add(fault: Fault): FaultReport
  clear(): void
  /** The fault that strikes a request. It comes to one fault after another until one strikes; at most one does. */
  strike(target: Target): Fault | undefined
}

/** The faults that are switched on. */
export function createFaults(): Faults {
  let reports: FaultReport[] = []
  let nextId = 1

  return {
    all: () => reports,
    add(fault) {
      const report = { ...fault, id: nextId, requests: 0, strikes: 0 }
      nextId += 1
      reports.push(report)
      return report
    },
    clear() {
      reports = []
    },
    strike(target) {
      for (const [index, report] of reports.entries()) {
        const { every = 1, times = Infinity, strikes } = report
        if (strikes >= times || !isFor(report, target)) continue
        const requests = report.requests + 1
        const struck = requests % every === 0
        reports[index] = { ...report, requests, strikes: strikes + Number(struck) }
        if (struck) return report
      }
      return undefined
    },
  }
}

function isFor({ path, silencedDevices }: Fault, target: Target): boolean {
  if (path !== undefined && path !== target.path) return false
  return silencedDevices === undefined || silencedDevices.some((device) => target.devices.has(device))
}
