import { createFinding, nowhere, type Finding } from '../finding.js'
import type { Failure } from './request.js'
import type { SegmentAnswer } from './segment/send-impression.js'

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

/** The finding for an impression that Segment didn’t accept. */
export function segmentFailure(
  answer: Exclude<SegmentAnswer, { readonly kind: 'accepted' }>,
  host: string,
): Finding {
  switch (answer.kind) {
    case 'busy':
      return createFinding('SEGMENT_BUSY', nowhere, { host, status: answer.status })
    case 'refused': {
      const { status, message } = answer
      return createFinding('SEGMENT_REFUSED', nowhere, { host, status, message })
    }
    case 'foreign': {
      const { kind: _, ...answered } = answer
      return createFinding('SEGMENT_FOREIGN', nowhere, { host, ...answered })
    }
    case 'unreachable':
      return createFinding('SEGMENT_UNREACHABLE', nowhere, { host, cause: answer.cause })
  }
}
