import { createFinding, nowhere, type Finding } from '../../finding.js'
import type { Failure } from '../request.js'

/** The finding for a question that Amplitude didn’t answer. */
export function amplitudeFailure(failure: Failure, host: string): Finding {
  switch (failure.kind) {
    case 'busy':
      return createFinding('WATCH_BUSY', nowhere, { host, status: failure.status })
    case 'refused':
      return createFinding('KEYS_REFUSED', nowhere, { status: failure.status, where: `at ${host}` })
    case 'foreign': {
      const { kind: _, ...answered } = failure
      return createFinding('WATCH_FOREIGN', nowhere, { host, ...answered })
    }
    case 'unreachable':
      return createFinding('WATCH_UNREACHABLE', nowhere, { host, cause: failure.cause })
  }
}
