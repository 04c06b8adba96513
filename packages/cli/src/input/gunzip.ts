import { finished } from 'node:stream/promises'
import { constants, createGunzip, gunzipSync } from 'node:zlib'
import { GzipError } from '@experiment-impressions/inspection'
import { errorCode } from '../errors.js'

/** Compressed bytes that are kept, so that what comes before a damage can be read to the last byte. */
const mostKept = 4 * 2 ** 20

/**
 * Unzips gzip members one after another. Zeros between and after them mean nothing.
 * @throws {GzipError} after what could be unzipped
 */
export async function* gunzip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let members: Members | undefined = createMembers()
  for await (const piece of bytes) {
    for (let left: Uint8Array = piece; left.length > 0;) {
      if (members === undefined) {
        left = left.subarray(firstNonZero(left))
        if (left.length === 0) break
        members = createMembers()
      }
      const { output, rest, isDamaged } = await members.write(left)
      yield* output
      if (isDamaged) throw new GzipError('damaged')
      if (rest === undefined) break
      members.close()
      members = undefined
      left = rest
    }
  }
  if (members === undefined) return
  const { output, isWhole } = await members.end()
  yield* output
  if (!isWhole) throw new GzipError('incomplete')
}

type Members = ReturnType<typeof createMembers>

/** Unzips members that follow one another directly. */
function createMembers() {
  const unzip = createGunzip()
  let output: Uint8Array[] = []
  let kept: Uint8Array[] | undefined = []
  let keptBytes = 0
  let written = 0
  let emitted = 0
  let isOver = false
  unzip.on('data', (piece: Uint8Array) => output.push(piece))
  unzip.on('end', () => {
    isOver = true
  })
  unzip.on('error', () => undefined)

  const run = (act: (done: (error?: Error | null) => void) => void): Promise<unknown> =>
    new Promise((resolve) => {
      unzip.once('error', resolve)
      act((error) => {
        unzip.off('error', resolve)
        resolve(error ?? undefined)
      })
    })
  const takeOutput = (): Uint8Array[] => {
    const taken = output
    output = []
    emitted += taken.reduce((sum, { length }) => sum + length, 0)
    return taken
  }
  return {
    /** `rest`: what follows the members. */
    async write(piece: Uint8Array): Promise<{ output: Uint8Array[]; rest?: Uint8Array; isDamaged: boolean }> {
      keptBytes += piece.length
      kept = keptBytes > mostKept ? undefined : kept?.concat([piece])
      written += piece.length
      const error = await run((done) => unzip.write(piece, done))
      const taken = takeOutput()
      if (error !== undefined) {
        const saved = kept === undefined ? undefined : longestReadable(Buffer.concat(kept))
        return { output: saved === undefined ? taken : [...taken, saved.subarray(emitted)], isDamaged: true }
      }
      const left = written - unzip.bytesWritten
      await new Promise((resolve) => setImmediate(resolve))
      return isOver || left > 0
        ? { output: [...taken, ...takeOutput()], rest: piece.subarray(piece.length - left), isDamaged: false }
        : { output: taken, isDamaged: false }
    },
    /** Whether the last member is whole. */
    async end(): Promise<{ output: Uint8Array[]; isWhole: boolean }> {
      unzip.end()
      const isWhole = await finished(unzip).then(
        () => true,
        () => false,
      )
      return { output: takeOutput(), isWhole }
    },
    close(): void {
      unzip.destroy()
    },
  }
}

/** Unzips as many bytes as can be. */
function longestReadable(bytes: Buffer): Buffer {
  let best: Buffer = Buffer.alloc(0)
  let [from, to] = [0, bytes.length]
  while (from < to) {
    const middle = Math.ceil((from + to) / 2)
    try {
      best = gunzipSync(bytes.subarray(0, middle), { finishFlush: constants.Z_SYNC_FLUSH })
      from = middle
    } catch (error) {
      if (errorCode(error)?.startsWith('Z_') !== true) throw error
      to = middle - 1
    }
  }
  return best
}

function firstNonZero(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte !== 0)
  return first === -1 ? bytes.length : first
}
