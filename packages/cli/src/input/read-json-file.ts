import { escapeText } from '@experiment-impressions/contract'
import { placeOf, scanJson, skipSpace } from '@experiment-impressions/inspection'
import { UnreadableInputError } from '../errors.js'
import type { Io } from '../io.js'
import { explainUnreadable } from './explain-unreadable.js'
import { openText } from './open-input.js'

/**
 * The one JSON value in a file, or in standard input for `-`.
 * @throws {UnreadableInputError} saying why it cannot be read; never with anything that stands in it
 */
export async function readJsonFile(path: string, io: Pick<Io, 'stdin' | 'signal'>): Promise<unknown> {
  let text = ''
  try {
    for await (const piece of openText(path, io)) text += piece
  } catch (error) {
    throw io.signal.aborted ? error : explainUnreadable(error, path)
  }
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new UnreadableInputError(`${nameOf(path)} is not JSON: ${whereBroken(text)}`)
  }
}

/** What messages call the input. */
export function nameOf(path: string): string {
  return path === '-' ? 'Standard input' : escapeText(path)
}

function whereBroken(text: string): string {
  if (text.trim() === '') return 'it is empty.'
  const scan = scanJson(text, skipSpace(text, 0))
  const [at, expected] = scan.ok ? [skipSpace(text, scan.end), 'the end'] : [scan.at, scan.expected]
  const { line, column } = placeOf(text, at)
  return `expected ${escapeText(expected)} in line ${String(line)}, column ${String(column)}.`
}
