import { createReadStream } from 'node:fs'
import { addAbortSignal, type Readable } from 'node:stream'
import { type InputPart, readEvents } from '@experiment-impressions/inspection'
import type { Io } from '../io.js'
import { decode } from './decode.js'
import { explainUnreadable } from './explain-unreadable.js'

/**
 * The events of a file, or of standard input for `-`; ends with the signal.
 * @throws {UnreadableInputError} saying why the input cannot be read, or not to its end
 */
export async function* openInput(path: string, io: Pick<Io, 'stdin' | 'signal'>): AsyncGenerator<InputPart> {
  try {
    yield* readEvents(openText(path, io))
  } catch (error) {
    throw io.signal.aborted ? error : explainUnreadable(error, path)
  }
}

/** The text of a file, or of standard input for `-`, piece by piece; ends with the signal. */
export function openText(path: string, io: Pick<Io, 'stdin' | 'signal'>): AsyncGenerator<string> {
  const source: Readable = path === '-' ? io.stdin : createReadStream(path)
  addAbortSignal(io.signal, source)
  return decode(source as AsyncIterable<Uint8Array | string>)
}
