import { endpointsAt, type Endpoints } from '@experiment-impressions/delivery'
import { parseLoopbackUrl } from '../../loopback-url.js'

/**
 * Amplitude's addresses below a base such as `http://127.0.0.1:4747/amplitude`, as the sandbox has them. The keys go
 * there, so it has to be on this machine. `instead` says how to reach Amplitude itself.
 * @throws {UsageError} where it is no such address
 */
export function parseAmplitudeUrl(
  text: string,
  instead = 'For Amplitude itself leave it out, and set the region as “endpoint”.',
): Endpoints {
  const base = parseLoopbackUrl(text, {
    option: '--amplitude-url',
    example: 'http://127.0.0.1:4747/amplitude',
    reason: `your keys go there. ${instead}`,
  })
  return endpointsAt(base)
}
