import type { JsonObject } from '@experiment-impressions/contract/json'
import { newMessageId } from '../event/copy-texts.js'
import type { Entry } from '../records/record-list.js'

/** How the message id of each test event starts. */
const prefix = 'test-event-'

/** What every test event shows. */
export const testShown = { flag: 'test-experiment', variant: 'treatment' } as const

/** A new visitor’s impression, shown now (epoch ms). A visitor of its own, so that it doesn’t wait for earlier ones. */
export function testEvent(now: number): JsonObject & { readonly messageId: string } {
  const timestamp = new Date(now).toISOString()
  return {
    type: 'track',
    event: '$impression',
    messageId: `${prefix}${newMessageId()}`,
    anonymousId: newMessageId(),
    timestamp,
    sentAt: timestamp,
    context: { page: { path: '/test-event' } },
    properties: {
      flag_key: testShown.flag,
      variant: testShown.variant,
      experiment_key: 'exp-test',
      time: now,
    },
  }
}

/** The test events among these entries, newest first. */
export function testEventsIn(entries: readonly Entry[]): Entry[] {
  return entries.filter(({ record }) => record.id.startsWith(prefix)).reverse()
}
