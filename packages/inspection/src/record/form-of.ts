import type { AmplitudeEvent } from '@experiment-impressions/contract'
import { transformAtIngestion } from '../forms/at-ingestion.js'
import type { EventRecord } from './event-record.js'

type Forms = Pick<EventRecord, 'post' | 'expected' | 'outcome'>

/** Whether an event may still be sent: it’s waiting, or it was only pasted. */
export function isToBeSent({ outcome }: Pick<EventRecord, 'outcome'>): boolean {
  return outcome === 'pending' || outcome === 'retry' || outcome === 'inspected'
}

/**
 * The post-transformation form of an event: as it was sent, or else as the default mapping will send it. `null` if nothing was
 * sent and nothing will be.
 */
export function formOf({ post, expected, outcome }: Forms): AmplitudeEvent | null {
  if (post === null) return isToBeSent({ outcome }) ? expected : null
  return transformAtIngestion(post) as AmplitudeEvent
}
