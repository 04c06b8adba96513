/** The sandbox's Segment did not take a call of a session. */
export class CallRefusedError extends Error {
  override readonly name = 'CallRefusedError'

  /** `number` counts the session's calls from 1. */
  constructor(number: number, reason: string) {
    super(`Call ${String(number)} of the session was refused: ${reason}.`)
  }
}
