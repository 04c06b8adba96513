import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Context } from 'hono'
import { amplitudeLimits } from '@experiment-impressions/contract'
import { refuse, type Answer } from '../answer.js'

export const payloadTooLarge = refuse(413, 'Payload too large')

const unzip = promisify(gunzip)

/** Room for a body that is over Amplitude's limit, so that it gets Amplitude's answer. */
export const mostBodyBytes = amplitudeLimits.batchBytes + 1_000_000

/** The body of a request as text, unzipped if it is zipped; the answer that refuses it if that fails. */
export async function readBody({ req }: Context): Promise<string | Answer> {
  const bytes = Buffer.from(await req.arrayBuffer())
  if (req.header('content-encoding') !== 'gzip') return bytes.toString('utf8')
  try {
    return (await unzip(bytes, { maxOutputLength: mostBodyBytes })).toString('utf8')
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      ? payloadTooLarge
      : refuse(400, 'Invalid request body')
  }
}
