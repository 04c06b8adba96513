/** The command was called in a way it cannot follow; the message is for the user, whole sentences. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The input cannot be read at all; the message is for the user, whole sentences. */
export class UnreadableInputError extends Error {
  override readonly name = 'UnreadableInputError'
}

/** The code of a system or zlib error, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}
