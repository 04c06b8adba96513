import { createReadStream } from 'node:fs'
import { addAbortSignal, type Readable } from 'node:stream'
import { errorCode, UnreadableInputError } from '../errors.js'
import type { Io } from '../io.js'
import { escapeText } from '../terminal/escape-text.js'
import { decode } from './decode.js'
import { readEvents, type Read } from './read-events.js'

/**
 * The events of a file, or of standard input for `-`; ends with the signal.
 * @throws {UnreadableInputError} saying why the input cannot be read, or not to its end
 */
export async function* openInput(path: string, io: Pick<Io, 'stdin' | 'signal'>): AsyncGenerator<Read> {
  try {
    const source: Readable = path === '-' ? io.stdin : createReadStream(path)
    addAbortSignal(io.signal, source)
    yield* readEvents(decode(source as AsyncIterable<Uint8Array | string>))
  } catch (error) {
    throw io.signal.aborted ? error : explain(error, path)
  }
}

function explain(error: unknown, path: string): unknown {
  const input = path === '-' ? 'Standard input' : escapeText(path)
  const code = errorCode(error)
  if (code === undefined) return error
  if (code === 'Z_BUF_ERROR')
    return new UnreadableInputError(`${input} is gzipped, and ends too early. Fetch it again.`)
  if (code.startsWith('Z_'))
    return new UnreadableInputError(`${input} is gzipped, and damaged (${code}). Fetch it again.`)
  return new UnreadableInputError(
    `${input} ${systemReasons.get(code) ?? `cannot be read (${escapeText(code)}).`}`,
  )
}

const systemReasons: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'does not exist. Check the path, or give - for standard input.'],
  ['EISDIR', 'is a directory. Give a file in it.'],
  ['ENOTDIR', 'does not exist: a part of its path is a file. Check the path.'],
  ['EACCES', 'may not be read by you. Check its permissions.'],
  ['EPERM', 'may not be read by you. Check its permissions.'],
  ['ERR_INVALID_ARG_VALUE', 'is not the path of a file. Check the path.'],
])
