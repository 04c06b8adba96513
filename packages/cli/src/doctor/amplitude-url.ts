import type { DestinationOptions } from '@experiment-impressions/destination'
import { UsageError } from '../errors.js'

export type Endpoints = NonNullable<DestinationOptions['endpoints']>

const option = '--amplitude-url'

/**
 * Amplitude's addresses below a base such as `http://127.0.0.1:4747/amplitude`, as the sandbox has them. The keys go
 * there, so it has to be on this machine.
 * @throws {UsageError} where it is no such address
 */
export function parseAmplitudeUrl(text: string): Endpoints {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw new UsageError(`${option} is no address; expected one such as http://127.0.0.1:4747/amplitude.`)
  if (!isLoopback(url.hostname))
    throw new UsageError(
      `${option} is for addresses of this machine, such as http://127.0.0.1:4747/amplitude: your keys go there. For Amplitude itself leave it out, and set the region as “endpoint”.`,
    )
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new UsageError(`${option} takes a host, a port and a path, and nothing else.`)
  const base = url.href.replace(/\/+$/, '')
  return {
    httpapi: `${base}/2/httpapi`,
    batch: `${base}/batch`,
    identify: `${base}/identify`,
    usersearch: `${base}/api/2/usersearch`,
    deletions: `${base}/api/2/deletions/users`,
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}
