import type { DestinationOptions } from '@experiment-impressions/destination'
import { parseLoopbackUrl } from '../loopback-url.js'

export type Endpoints = NonNullable<DestinationOptions['endpoints']>

/**
 * Amplitude's addresses below a base such as `http://127.0.0.1:4747/amplitude`, as the sandbox has them. The keys go
 * there, so it has to be on this machine.
 * @throws {UsageError} where it is no such address
 */
export function parseAmplitudeUrl(text: string): Endpoints {
  const base = parseLoopbackUrl(text, {
    option: '--amplitude-url',
    example: 'http://127.0.0.1:4747/amplitude',
    reason: 'your keys go there. For Amplitude itself leave it out, and set the region as “endpoint”.',
  })
  return {
    httpapi: `${base}/2/httpapi`,
    batch: `${base}/batch`,
    identify: `${base}/identify`,
    usersearch: `${base}/api/2/usersearch`,
    useractivity: `${base}/api/2/useractivity`,
    deletions: `${base}/api/2/deletions/users`,
  }
}
