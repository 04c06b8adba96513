import { createFinding, type Finding } from '../finding.js'
import type { Posted } from './segment/post-impression.js'
import type { Trouble } from './failure.js'

const nowhere = { path: [] }

/** What is said of questions that Amplitude didn’t answer. */
export function watchTrouble(trouble: Trouble, host: string): Finding {
  switch (trouble.kind) {
    case 'busy':
      return createFinding('WATCH_BUSY', nowhere, { host, status: trouble.status })
    case 'refused':
      return createFinding('KEYS_REFUSED', nowhere, { status: trouble.status, where: `at ${host}` })
    case 'foreign': {
      const { kind: _, ...answered } = trouble
      return createFinding('WATCH_FOREIGN', nowhere, { host, ...answered })
    }
    case 'unreachable':
      return createFinding('WATCH_UNREACHABLE', nowhere, { host, cause: trouble.cause })
  }
}

/** What is said of an impression that Segment didn’t take. */
export function segmentTrouble(posted: Exclude<Posted, { readonly kind: 'taken' }>, host: string): Finding {
  switch (posted.kind) {
    case 'busy':
      return createFinding('SEGMENT_BUSY', nowhere, { host, status: posted.status })
    case 'refused':
      return createFinding('SEGMENT_REFUSED', nowhere, {
        host,
        status: posted.status,
        message: posted.message,
      })
    case 'foreign': {
      const { kind: _, ...answered } = posted
      return createFinding('SEGMENT_FOREIGN', nowhere, { host, ...answered })
    }
    case 'unreachable':
      return createFinding('SEGMENT_UNREACHABLE', nowhere, { host, cause: posted.cause })
  }
}
