import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Context } from 'hono'
import { amplitudeLimits } from '@experiment-impressions/contract'
import { refuse, type Answer } from '../answer.js'

export const payloadTooLarge = refuse(413, 'Payload too large')

const unzip = promisify(gunzip)

/** The size up to which a body is read, in bytes: over Amplitude's limit, so that Amplitude's answer explains it. */
export const maxBodyBytes = amplitudeLimits.batchBytes + 1_000_000

/** Returns the body of a request as text, unzipped if needed. If that fails, returns the answer that refuses it. */
export async function readBody({ req }: Context): Promise<string | Answer> {
  const bytes = Buffer.from(await req.arrayBuffer())
  if (req.header('content-encoding') !== 'gzip') return bytes.toString('utf8')
  try {
    return (await unzip(bytes, { maxOutputLength: maxBodyBytes })).toString('utf8')
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      ? payloadTooLarge
      : refuse(400, 'Invalid request body')
  }
}
