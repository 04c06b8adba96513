/** A text can't be read as events. The message is a sentence for people and never quotes the text. */
export class InputError extends Error {
  override readonly name = 'InputError'
}

/**
 * The lines of a text that arrives in pieces, empty ones included, without their line ends; all that a piece completes at once.
 * If the text fails to arrive, first returns what came of the last line.
 * @throws {InputError} if a line has more than `limit` characters
 */
export async function* splitLines(
  pieces: AsyncIterable<string> | Iterable<string>,
  limit: number,
): AsyncGenerator<readonly string[]> {
  let parts: string[] = []
  let length = 0
  let failure: { readonly error: unknown } | undefined
  try {
    for await (const piece of pieces) {
      const lines: string[] = []
      let from = 0
      for (let end = piece.indexOf('\n'); end !== -1; end = piece.indexOf('\n', from)) {
        parts.push(piece.slice(from, end))
        lines.push(parts.join(''))
        parts = []
        length = 0
        from = end + 1
      }
      if (lines.length > 0) yield lines
      if (from < piece.length) {
        parts.push(piece.slice(from))
        length += piece.length - from
        if (length > limit) throw tooLong(limit)
      }
    }
  } catch (error) {
    failure = { error }
  }
  if (parts.length > 0 && length <= limit) yield [parts.join('')]
  if (failure !== undefined) throw failure.error
}

/** The error for a line, or a JSON text laid out over several, that has more than `limit` characters. */
export function tooLong(limit: number): InputError {
  return new InputError(
    `The input has a line, or is one JSON text, of more than ${String(limit / 2 ** 20)} million characters. ` +
      'Give it as NDJSON, one event a line: that is read line by line, however long it is.',
  )
}
