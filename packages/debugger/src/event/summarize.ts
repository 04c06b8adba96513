import { preTransformation } from '@experiment-impressions/contract'
import { isGiven, ownPath, userPropertyOf } from '@experiment-impressions/contract/inspection'
import type { EventRecord } from '../feed/event-record.js'
import { ownText } from './own-text.js'
import { shortValue } from './short-value.js'

/** What an event does to its experiment user property. */
export type Effect = 'set' | 'unset' | 'none' | 'not sent'

/** What lists, filters and statistics need of an event, read once. Texts are cut: they are for the eye. */
export interface EventSummary {
  readonly id: string
  /** Epoch ms: when the variant was shown, as far as is known. */
  readonly time: number | undefined
  readonly kind: 'impression' | 'exposure' | 'other'
  readonly flag: string | undefined
  readonly variant: string | undefined
  readonly userId: string | undefined
  readonly deviceId: string | undefined
  /** The page that the event came from. */
  readonly path: string | undefined
  readonly effect: Effect
  /** The variant before this event, where it was another one. */
  readonly was: string | undefined
  readonly outcome: EventRecord['outcome']
  readonly errors: number
  readonly warnings: number
  /** How often delivery was tried again. */
  readonly retries: number
  /** Accepted, and known already: Amplitude stored nothing new. */
  readonly isDuplicate: boolean
}

/** Reads a record. Never throws, whatever the event holds. */
export function summarize(record: EventRecord): EventSummary {
  const { id, pre, post, issues, outcome, attempts, userProperties } = record
  const property = post === null ? undefined : userPropertyOf(post)
  const before = property && ownPath(userProperties?.before, [property.name])
  const now = property?.operation === 'set' ? property.variant : undefined
  const name = ownPath(pre, ['event'])
  return {
    id,
    time: post?.time ?? momentOf(pre),
    kind:
      name === preTransformation.impression
        ? 'impression'
        : name === preTransformation.exposure
          ? 'exposure'
          : 'other',
    flag: text(pre, ['properties', preTransformation.flagKey]),
    variant: text(pre, ['properties', preTransformation.variant]),
    ...identityOf(record),
    path: text(pre, ['context', 'page', 'path']),
    effect: post === null ? 'not sent' : (property?.operation ?? 'none'),
    was: isGiven(before) && before !== now ? shortValue(before, 100) : undefined,
    outcome,
    errors: issues.filter(({ severity }) => severity === 'error').length,
    warnings: issues.filter(({ severity }) => severity === 'warning').length,
    retries: attempts.filter((attempt) => attempt.outcome === 'retry').length,
    isDuplicate: outcome === 'accepted' && userProperties === null,
  }
}

/** The ids that Amplitude gets; of an event that is not sent, those that it came with, unless none of them is usable. */
function identityOf({ pre, post, issues }: EventRecord): Pick<EventSummary, 'userId' | 'deviceId'> {
  if (post !== null) return { userId: cut(post.user_id), deviceId: cut(post.device_id) }
  if (issues.some(({ code }) => code === 'ID_MISSING')) return { userId: undefined, deviceId: undefined }
  return {
    userId: text(pre, ['userId']),
    deviceId: text(pre, ['context', 'device', 'id']) ?? text(pre, ['anonymousId']),
  }
}

const longest = 300

function text(event: unknown, path: readonly string[]): string | undefined {
  return cut(ownText(event, path))
}

function cut(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, longest) : undefined
}

function momentOf(pre: unknown): number | undefined {
  const timestamp = ownText(pre, ['timestamp'])
  const epoch = timestamp === undefined ? NaN : Date.parse(timestamp)
  return Number.isNaN(epoch) ? undefined : epoch
}
