interface Deadline {
  /** Counts where the host has no signal of its own, in ms. */
  readonly deadlineMs: number
  readonly hostSignal?: AbortSignal | undefined
}

/** Runs something with a signal that is aborted at the host's own deadline, or else once the time is up. */
export async function withDeadline<Result>(
  { deadlineMs, hostSignal }: Deadline,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  if (hostSignal !== undefined) return run(hostSignal)
  const controller = new AbortController()
  // Not `AbortSignal.timeout`, whose timer outlives the work and doesn't keep a program alive that waits for it.
  const timer = setTimeout(() => {
    controller.abort()
  }, deadlineMs)
  try {
    return await run(controller.signal)
  } finally {
    clearTimeout(timer)
  }
}
