/**
 * Fails a whole batch: Lambda then delivers all of it again, so nothing is lost. For what no event is to blame for, and
 * what people have to put right. The message is a sentence for them.
 */
export class BatchError extends Error {
  override readonly name = 'BatchError'

  constructor(message: string) {
    super(message)
    // Lambda logs it. Where in this file it was thrown helps nobody.
    this.stack = `${this.name}: ${message}`
  }
}
