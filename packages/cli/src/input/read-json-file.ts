import { escapeText } from '@experiment-impressions/contract'
import { parseJson } from '@experiment-impressions/contract/json'
import { placeOf, scanJson, skipSpace } from '@experiment-impressions/inspection'
import { UnreadableInputError } from '../errors.js'
import type { Io } from '../io.js'
import { explainUnreadable } from './explain-unreadable.js'
import { openText } from './open-input.js'

/**
 * Reads the only JSON value in a file, or in standard input for `-`.
 * @throws {UnreadableInputError} if it can't be read. The message never quotes its content.
 */
export async function readJsonFile(path: string, io: Pick<Io, 'stdin' | 'signal'>): Promise<unknown> {
  let text = ''
  try {
    for await (const piece of openText(path, io)) text += piece
  } catch (error) {
    throw io.signal.aborted ? error : explainUnreadable(error, path)
  }
  const value = parseJson(text)
  if (value !== undefined) return value
  throw new UnreadableInputError(`${nameOf(path)} isn’t JSON: ${whereBroken(text)}`)
}

/** The input's name in messages. */
export function nameOf(path: string): string {
  return path === '-' ? 'Standard input' : escapeText(path)
}

function whereBroken(text: string): string {
  if (text.trim() === '') return 'it’s empty.'
  const scan = scanJson(text, skipSpace(text, 0))
  const [at, expected] = scan.ok ? [skipSpace(text, scan.end), 'the end'] : [scan.at, scan.expected]
  const { line, column } = placeOf(text, at)
  return `expected ${escapeText(expected)} at line ${String(line)}, column ${String(column)}.`
}
