import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

const unzipAll = promisify(gunzip)

/**
 * Returns the text of a gzipped body with one or several members, or why there is none. Stops at `maxBytes`, so that a small
 * body can't fill the memory.
 */
export async function unzip(
  bytes: Uint8Array,
  maxBytes: number,
): Promise<{ readonly text: string } | { readonly problem: 'too large' | 'damaged' }> {
  try {
    return { text: (await unzipAll(bytes, { maxOutputLength: maxBytes })).toString('utf8') }
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    return { problem: isTooLarge ? 'too large' : 'damaged' }
  }
}
