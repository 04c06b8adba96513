import type { Context } from 'hono'
import { amplitudeLimits } from '@experiment-impressions/contract'
import { unzip } from '../../server/unzip.js'
import { refuse, type Answer } from '../answer.js'

export const payloadTooLarge = refuse(413, 'Payload too large')

/** The size up to which a body is read, in bytes: over Amplitude's limit, so that Amplitude's answer explains it. */
export const maxBodyBytes = amplitudeLimits.batchBytes + 1_000_000

/** Returns the body of a request as text, unzipped if needed. If that fails, returns the answer that refuses it. */
export async function readBody({ req }: Context): Promise<string | Answer> {
  if (req.header('content-encoding') !== 'gzip') return req.text()
  const unzipped = await unzip(new Uint8Array(await req.arrayBuffer()), maxBodyBytes)
  if ('text' in unzipped) return unzipped.text
  return unzipped.problem === 'too large' ? payloadTooLarge : refuse(400, 'Invalid request body')
}
