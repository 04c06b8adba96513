/**
 * Calls a listener of the program that runs the sandbox. What it throws is a warning of the process: the events go on, and the
 * sandbox with them. The warning has the error's kind alone, because its words may hold what the event holds.
 */
export function tellListener(listener: (() => void) | undefined): void {
  try {
    listener?.()
  } catch (error) {
    const name = error instanceof Error ? error.name : typeof error
    process.emitWarning(`A listener of the sandbox threw (${name}). The event itself isn’t affected.`)
  }
}
