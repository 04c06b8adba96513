import { isTooDeep, maxJsonLayers } from '@experiment-impressions/contract/json'
import { describeMistake } from '@experiment-impressions/inspection'
import { UnreadableInputError } from '../errors.js'
import { openInput } from '../input/open-input.js'
import { nameOf } from '../input/read-json-file.js'
import type { Io } from '../io.js'

/**
 * Reads the calls of a session file, one JSON body each. The file is anything that `inspect` reads; `-` is standard
 * input.
 * @throws {UnreadableInputError} if any of it can't be read or is nested too deep: part of a session is a different session
 */
export async function readSession(path: string, io: Pick<Io, 'stdin' | 'signal'>): Promise<string[]> {
  const lines: string[] = []
  for await (const read of openInput(path, io)) {
    if (read.kind === 'broken') throw noSession(path, describeMistake(read))
    if (read.kind === 'text') continue
    const { event, line } = read
    if (isTooDeep(event))
      throw noSession(
        path,
        `line ${String(line)} is nested more than ${String(maxJsonLayers)} layers deep, which the sandbox refuses.`,
      )
    lines.push(JSON.stringify(event))
  }
  return lines
}

function noSession(path: string, reason: string): UnreadableInputError {
  return new UnreadableInputError(`${nameOf(path)} isn’t a session: ${reason}`)
}
