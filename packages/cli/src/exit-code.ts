/** What a shell is told. */
export const exitCode = {
  fine: 0,
  /** Findings of severity error, events not delivered, or an unexpected error. */
  findings: 1,
  /** Bad usage or unreadable input. */
  usage: 2,
  /** Stopped by the user before it was done (128 + SIGINT, as shells have it). */
  interrupted: 130,
} as const
