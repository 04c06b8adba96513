/** A moment after which nothing more is sent. */
export interface Deadline {
  /** For `deliver`: aborted once the moment has passed. */
  readonly signal: { readonly aborted: boolean }
  /** Settles like `work`, or rejects at the deadline. The work itself continues, because hosts have no documented way to abort it. */
  readonly race: <T>(work: Promise<T>) => Promise<T>
}

/** Timers, which a bare isolate doesn't have. There, the deadline is only checked between two uploads. */
interface Timers {
  readonly setTimeout?: (wake: () => void, ms: number) => unknown
  readonly clearTimeout?: (timer: unknown) => void
}

/** Creates a deadline `ms` from now. */
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
