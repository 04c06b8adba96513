/**
 * Fails a whole batch, for problems that people have to fix and that no event causes. Lambda delivers the whole batch again, so
 * nothing is lost. The message is a sentence for people.
 */
export class BatchError extends Error {
  override readonly name = 'BatchError'

  constructor(message: string) {
    super(message)
    // Lambda logs the stack, and where in this file the error was thrown helps nobody.
    this.stack = `${this.name}: ${message}`
  }
}
