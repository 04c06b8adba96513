/** How long a delivery may take. */
export interface Deadline {
  /** Whether it is over: nothing more is to be started. */
  readonly aborted: boolean
  /** Waits for work, but not longer than the deadline: rejects then, and leaves the work alone. */
  race<T>(work: PromiseLike<T>): Promise<T>
}

/**
 * A deadline of so many ms from now, or the host's own, where that has one.
 *
 * The request client cannot be given a signal of ours: it merges the options of a request with its own, and a signal is no
 * longer one after that (actions-core 3.170, `request-client.ts`, `mergeOptions`).
 */
export function createDeadline(ms: number, hostSignal?: AbortSignal): Deadline {
  const signal = hostSignal ?? AbortSignal.timeout(ms)
  return {
    get aborted() {
      return signal.aborted
    },
    race: (work) =>
      new Promise((resolve, reject) => {
        const stop = (): void => {
          reject(new Error('There was no answer in time.'))
        }
        // A signal's own timer does not keep a program alive; somebody waits for this one.
        const timer = hostSignal === undefined ? setTimeout(stop, ms) : undefined
        const settle = (): void => {
          clearTimeout(timer)
          signal.removeEventListener('abort', stop)
        }
        signal.addEventListener('abort', stop)
        if (signal.aborted) stop()
        work.then(resolve, reject).then(settle, settle)
      }),
  }
}
