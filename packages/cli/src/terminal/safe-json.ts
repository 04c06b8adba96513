import { escapeLines } from '@experiment-impressions/inspection'

/**
 * Writes JSON with control characters escaped, so it's safe on a terminal.
 * @throws {RangeError} if the value is nested deeper than the stack
 */
export function safeJson(value: unknown, indent?: number): string {
  return escapeLines(JSON.stringify(value, null, indent))
}
