import { Gunzip } from 'fflate'
import { GzipError } from '@experiment-impressions/inspection'
import { crc32 } from './crc32.js'

/** Bytes that are unzipped at once. After a damage, those before it are unzipped one by one. */
const step = 4096
const trailerLength = 8

/**
 * Unzips gzip members one after another, which the browser's own DecompressionStream refuses. Zeros between and after them mean
 * nothing. Checks the checksums.
 * @throws {GzipError} after what could be unzipped
 */
export function* gunzip(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length;) {
    const end = yield* unzipMembers(bytes.subarray(start))
    start += end
    while (bytes[start] === 0) start += 1
    if (start < bytes.length && bytes[start] !== 0x1f) throw new GzipError('damaged')
  }
}

/** Unzips members that follow one another directly. Returns where they end. */
function* unzipMembers(bytes: Uint8Array): Generator<Uint8Array, number> {
  const members = createMembers(bytes)
  for (let from = 0; from < bytes.length; from += step) {
    const problem = members.push(from, Math.min(from + step, bytes.length))
    if (problem) {
      const end = members.endBefore(from + step)
      if (end === undefined) yield* unzipOneByOne(bytes, from, members.unzipped())
      yield* members.take()
      if (end === undefined) throw new GzipError('damaged')
      return end
    }
    yield* members.take()
    if (members.isDamaged()) throw new GzipError('damaged')
  }
  const isCut = members.finish()
  yield* members.take()
  const end = members.endBefore(bytes.length)
  if (end === undefined) throw new GzipError(isCut || members.isShort() ? 'incomplete' : 'damaged')
  return end
}

/** Unzips again, the last bytes one by one, and returns what's new. */
function* unzipOneByOne(bytes: Uint8Array, from: number, known: number): Generator<Uint8Array> {
  const members = createMembers(bytes)
  for (let at = 0; at < from; at += step) members.push(at, at + step)
  for (let at = from; at < bytes.length && !members.push(at, at + 1); at += 1);
  let skipped = 0
  for (const piece of members.take()) {
    const fresh = piece.subarray(Math.min(piece.length, Math.max(0, known - skipped)))
    skipped += piece.length
    if (fresh.length > 0) yield fresh
  }
}

function createMembers(bytes: Uint8Array) {
  let output: Uint8Array[] = []
  let checksum = 0
  let length = 0
  let unzipped = 0
  let isDamaged = false
  const trailer = (): Uint8Array => {
    const expected = new Uint8Array(trailerLength)
    const view = new DataView(expected.buffer)
    view.setUint32(0, checksum, true)
    view.setUint32(4, length % 2 ** 32, true)
    return expected
  }
  const endsAt = (end: number): boolean =>
    end >= trailerLength && trailer().every((byte, index) => bytes[end - trailerLength + index] === byte)
  const unzip = new Gunzip((piece) => {
    checksum = crc32(piece, checksum)
    length += piece.length
    unzipped += piece.length
    if (piece.length > 0) output.push(piece)
  })
  unzip.onmember = (start) => {
    isDamaged ||= !endsAt(start)
    checksum = 0
    length = 0
  }
  return {
    /** Whether the bytes are no gzip from somewhere in this range on. */
    push(from: number, to: number): boolean {
      try {
        unzip.push(bytes.subarray(from, to), false)
        return false
      } catch {
        return true
      }
    },
    /** Whether the last member ends too early. */
    finish(): boolean {
      try {
        unzip.push(new Uint8Array(0), true)
        return false
      } catch {
        return true
      }
    },
    take(): Uint8Array[] {
      const taken = output
      output = []
      return taken
    },
    unzipped: () => unzipped,
    isDamaged: () => isDamaged,
    /** Whether the end of the bytes is the start of the last member's checksum and length. */
    isShort(): boolean {
      const expected = trailer()
      for (let size = trailerLength - 1; size >= 0; size -= 1)
        if (expected.subarray(0, size).every((byte, index) => bytes[bytes.length - size + index] === byte))
          return size > 0
      return false
    },
    /** Where the last member ends, somewhere before a place with nothing but zeros or another member in between. */
    endBefore(place: number): number | undefined {
      const last = Math.min(place, bytes.length)
      for (let end = last; end >= Math.max(trailerLength, last - 2 * step); end -= 1)
        if (endsAt(end)) return end
      return undefined
    },
  }
}
