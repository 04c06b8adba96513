import type { Context } from 'hono'
import { unzip } from '../server/unzip.js'

/** A request's body as text, or why it's refused. */
type ReadBody = { readonly text: string } | { readonly status: 400 | 415; readonly reason: string }

/** Returns the text of a body, which Segment's libraries may send gzipped; `maxBytes` limits the unzipped body. */
export async function readBody({ req }: Context, maxBytes: number): Promise<ReadBody> {
  switch (req.header('content-encoding')?.trim().toLowerCase() ?? '') {
    case '':
    case 'identity':
      return { text: await req.text() }
    case 'gzip':
    case 'x-gzip': {
      const unzipped = await unzip(new Uint8Array(await req.arrayBuffer()), maxBytes)
      if ('text' in unzipped) return unzipped
      const isDamaged = unzipped.problem === 'damaged'
      return {
        status: 400,
        reason: isDamaged ? 'the body’s gzip is damaged or cut off' : overLimit(maxBytes),
      }
    }
    default:
      return { status: 415, reason: 'the body’s content-encoding isn’t gzip' }
  }
}

/** Says that a body is too large. */
export function overLimit(maxBytes: number): string {
  return `the body is over ${String(maxBytes / 1024)} KB`
}
