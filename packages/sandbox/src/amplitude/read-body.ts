import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Context } from 'hono'
import { amplitudeLimits } from '@experiment-impressions/contract'

const unzip = promisify(gunzip)

/** Room for a body that is over Amplitude's limit, so that it gets Amplitude's answer. */
export const mostBodyBytes = amplitudeLimits.batchBytes + 1_000_000

/** The body of a request as text, unzipped where it is zipped; `undefined` where that fails. */
export async function readBody({ req }: Context): Promise<string | undefined> {
  const bytes = Buffer.from(await req.arrayBuffer())
  if (req.header('content-encoding') !== 'gzip') return bytes.toString('utf8')
  try {
    return (await unzip(bytes, { maxOutputLength: mostBodyBytes })).toString('utf8')
  } catch {
    return undefined
  }
}
