import type { Finding } from '../../finding.js'
import { postImpression } from './post-impression.js'
import type { Road } from '../stages/test-run.js'
import { testImpression } from './test-impression.js'
import { segmentTrouble } from '../failure-findings.js'

/** One test impression that was sent. */
export interface SentOne {
  readonly messageId: string
  readonly host: string
  /** Epoch ms. */
  readonly sentAt: number
  /** How long Segment took. */
  readonly ms: number
  /** Why Segment didn’t take it. */
  readonly findings: readonly Finding[]
}

/** Sends one test impression to Segment. */
export async function sendOne(road: Road, hasVariant: boolean): Promise<SentOne> {
  const { choices, person, experiment, version, newId, clock, signal, deadlineMs } = road
  const { trackUrl: url, writeKey } = choices
  const { host } = new URL(url)
  const sentAt = clock.now()
  // As the source plugin makes them: the moment first, so that ids are in the order of time.
  const messageId = `exp-${String(sentAt)}-${newId()}`
  const call = testImpression({ person, experiment, hasVariant, messageId, shownAt: sentAt, version })
  road.onSend()
  const posted = await postImpression(call, { url, writeKey, clock, signal, deadlineMs })
  const findings = posted.kind === 'taken' ? [] : [segmentTrouble(posted, host)]
  return { messageId, host, sentAt, ms: clock.now() - sentAt, findings }
}
