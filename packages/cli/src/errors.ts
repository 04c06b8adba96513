import { escapeText } from '@experiment-impressions/contract'

/** The user called the command wrong. The message is for them, in whole sentences. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The input can't be read. The message is for the user, in whole sentences. */
export class UnreadableInputError extends Error {
  override readonly name = 'UnreadableInputError'
}

/** The code of a system or zlib error, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}

/** Describes an unexpected error in one line, without its stack trace, and says where to report it. */
export function explainUnexpected(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const [firstLine] = message.split('\n') as [string]
  return (
    `Something unexpected went wrong: ${escapeText(firstLine.slice(0, 500))}\n` +
    'Please report it: https://github.com/experiment-impressions/experiment-impressions/issues\n'
  )
}

/** Describes a failure to write output, such as a full disk. */
export function explainUnwritable(error: unknown): string {
  return `The output can’t be written (${errorCode(error) ?? 'for an unknown reason'}).\n`
}
