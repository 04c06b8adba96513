interface Deadline {
  /** In ms. Ignored if the host passes a signal. */
  readonly deadlineMs: number
  readonly hostSignal?: AbortSignal | undefined
}

/** Runs a function with the host's signal or, if there is none, with a signal that aborts after `deadlineMs`. */
export async function withDeadline<Result>(
  { deadlineMs, hostSignal }: Deadline,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  if (hostSignal !== undefined) return run(hostSignal)
  const controller = new AbortController()
  // Not `AbortSignal.timeout`: its timer outlives the work, and doesn't keep a waiting program alive.
  const timer = setTimeout(() => {
    controller.abort()
  }, deadlineMs)
  try {
    return await run(controller.signal)
  } finally {
    clearTimeout(timer)
  }
}
