import { isTooDeep, maxJsonLayers } from '@experiment-impressions/contract/json'
import { describeBroken } from '@experiment-impressions/inspection'
import { UnreadableInputError } from '../errors.js'
import { openInput } from '../input/open-input.js'
import { nameOf } from '../input/read-json-file.js'
import type { Io } from '../io.js'

/**
 * Reads the calls of a session file, one JSON body each. The file is NDJSON, a JSON array or one event, gzipped or not; `-` is
 * standard input.
 * @throws {UnreadableInputError} if any of it isn't JSON or is nested too deep: part of a session is a different session
 */
export async function readSession(path: string, io: Pick<Io, 'stdin' | 'signal'>): Promise<string[]> {
  const lines: string[] = []
  for await (const read of openInput(path, io)) {
    if (read.kind === 'broken') throw noSession(path, describeBroken(read))
    const { event, line } = read
    if (typeof event !== 'object' || event === null)
      throw noSession(path, `line ${String(line)} isn’t a Segment call: expected an object.`)
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
