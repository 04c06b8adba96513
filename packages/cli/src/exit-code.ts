/** Exit codes of all commands. */
export const exitCode = {
  fine: 0,
  /** Errors were found, events weren't delivered, or something unexpected went wrong. */
  findings: 1,
  /** Wrong usage or unreadable input. */
  usage: 2,
  /** Stopped by the user (128 + SIGINT, as in shells). */
  interrupted: 130,
} as const
