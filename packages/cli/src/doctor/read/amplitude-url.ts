import { endpointsAt, type Endpoints } from '@experiment-impressions/delivery'
import { parseLoopbackUrl } from '../../loopback-url.js'

/** Where the sandbox’s Amplitude is, unless the sandbox has another port. */
export const sandboxAmplitude = 'http://127.0.0.1:4747/amplitude'

/**
 * Amplitude's endpoints under a base such as the sandbox's `http://127.0.0.1:4747/amplitude`. The keys go there, so it
 * must be on this machine. `instead` says how to reach Amplitude itself.
 * @throws {UsageError} if it isn't such an address
 */
export function parseAmplitudeUrl(
  text: string,
  instead = 'To use Amplitude itself, leave it out and set the region as “endpoint”.',
): Endpoints {
  const base = parseLoopbackUrl(text, {
    option: '--amplitude-url',
    example: sandboxAmplitude,
    reason: `your keys go there. ${instead}`,
  })
  return endpointsAt(base)
}
