import { escapeText } from '@experiment-impressions/contract'
import type { Read } from './read-events.js'

/** Where a part of the input stops being JSON, and what was expected there: `line 2, column 8 is not JSON: …`. */
export function describeBroken({ line, column, expected }: Extract<Read, { ok: false }>): string {
  return `line ${String(line)}, column ${String(column)} is not JSON: expected ${escapeText(expected)}.`
}
