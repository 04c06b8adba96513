/** Where reading goes on after a value that breaks. */
export interface Skipped {
  readonly end: number
  /** Brackets of the broken value that are still open there. */
  readonly owed: number
  /** Whether the text ends first. */
  readonly isOpen: boolean
}

/**
 * Skips the rest of a value that breaks at an offset, with `depth` brackets open: to its last bracket, or to the end of the
 * line before the first one that isn't indented more than the value's first line.
 */
export function skipBroken(
  text: string,
  { start, at, depth }: { readonly start: number; readonly at: number; readonly depth: number },
): Skipped {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  const indent = before.trim() === '' ? before.length : Infinity
  let open = depth
  for (let from = at; ;) {
    const newline = text.indexOf('\n', from)
    const end = newline === -1 ? text.length : newline
    const closed = closeIn(text.slice(from, end), open)
    if (closed.end !== undefined) return { end: from + closed.end, owed: 0, isOpen: false }
    open = closed.open
    from = newline + 1
    // Blank lines belong to the value.
    const next = newline === -1 ? undefined : /^\s*(?=\S)/.exec(text.slice(from, from + 1000))?.[0]
    if (newline === -1 || (next === undefined && text.length - from < 1000))
      return { end, owed: open, isOpen: true }
    const indentOfNext = (next ?? '').length - (next ?? '').lastIndexOf('\n') - 1
    if (indentOfNext <= indent && !/[}\])]/.test(text.charAt(from + (next ?? '').length)))
      return { end, owed: open, isOpen: false }
  }
}

const token = /"(?:[^"\\]|\\.){0,10000}"|[[\]{}]/g

/** Where in a line `open` brackets are closed; otherwise how many are open at its end. */
function closeIn(line: string, open: number): { readonly end?: number; readonly open: number } {
  let left = open
  for (const { 0: found, index } of line.matchAll(token)) {
    if (found === '{' || found === '[') left += 1
    else if (found === '}' || found === ']') left -= 1
    if (left <= 0) return { end: index + 1, open: 0 }
  }
  return { open: left }
}
