import { escapeLines } from '@experiment-impressions/inspection'

/**
 * JSON that means the same and holds nothing a terminal would act on.
 * @throws {RangeError} where the value is nested deeper than the stack
 */
export function safeJson(value: unknown, indent?: number): string {
  return escapeLines(JSON.stringify(value, null, indent))
}
