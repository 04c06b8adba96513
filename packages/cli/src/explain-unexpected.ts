import { escapeText } from '@experiment-impressions/contract'
import { errorCode } from './errors.js'

/** One sentence for an error that nobody foresaw, without its stack trace, and what to do about it. */
export function explainUnexpected(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const [firstLine] = message.split('\n') as [string]
  return (
    `Something unexpected went wrong: ${escapeText(firstLine.slice(0, 500))}\n` +
    'Please report it: https://github.com/experiment-impressions/experiment-impressions/issues\n'
  )
}

/** The same for output that can't be written, such as to a full disk. */
export function explainUnwritable(error: unknown): string {
  return `The output can’t be written (${errorCode(error) ?? 'for an unknown reason'}).\n`
}
