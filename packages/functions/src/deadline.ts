/** A moment after which nothing more is sent. */
export interface Deadline {
  /** For `deliver`: true once the moment has passed. */
  readonly signal: { readonly aborted: boolean }
  /** What `work` gives, or a rejection at the deadline. What it was doing goes on: hosts have no documented way to abort it. */
  readonly race: <T>(work: Promise<T>) => Promise<T>
}

/** What hosts have of timers: Node does, a bare isolate does not, and then the time is looked at between two uploads only. */
interface Timers {
  readonly setTimeout?: (wake: () => void, ms: number) => unknown
  readonly clearTimeout?: (timer: unknown) => void
}

/** A deadline `ms` from now. */
export function createDeadline(ms: number): Deadline {
  const end = Date.now() + ms
  return {
    signal: {
      get aborted() {
        return Date.now() >= end
      },
    },
    race(work) {
      const { setTimeout, clearTimeout } = globalThis as Timers
      if (setTimeout === undefined) return work
      let timer: unknown
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          reject(new Error('There was no answer in time.'))
        }, end - Date.now())
      })
      return Promise.race([work, late]).finally(() => clearTimeout?.(timer))
    },
  }
}
