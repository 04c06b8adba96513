import { createReadStream } from 'node:fs'
import { addAbortSignal, type Readable } from 'node:stream'
import { type InputPart, readEvents } from '@experiment-impressions/inspection'
import type { Io } from '../io.js'
import { decode } from './decode.js'
import { explainUnreadable } from './explain-unreadable.js'

/**
 * Reads the events of a file, or of standard input for `-`, until the signal aborts.
 * @throws {UnreadableInputError} if any of the input can't be read
 */
export async function* openInput(path: string, io: Pick<Io, 'stdin' | 'signal'>): AsyncGenerator<InputPart> {
  try {
    yield* readEvents(openText(path, io))
  } catch (error) {
    throw io.signal.aborted ? error : explainUnreadable(error, path)
  }
}

/** Reads the text of a file, or of standard input for `-`, piece by piece, until the signal aborts. */
export function openText(path: string, io: Pick<Io, 'stdin' | 'signal'>): AsyncGenerator<string> {
  const source: Readable = path === '-' ? io.stdin : createReadStream(path)
  addAbortSignal(io.signal, source)
  return decode(source as AsyncIterable<Uint8Array | string>)
}
