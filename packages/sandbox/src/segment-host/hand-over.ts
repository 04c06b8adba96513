import type { JSONObject, SegmentEvent as CoreEvent } from '@segment/actions-core'
import { isObject } from '@experiment-impressions/contract/json'
import type { Destination } from './framework.js'
import { isOwnMistake, readError, readResults, readStatus, type Attempt, type Verdict } from './attempt.js'
import type { SegmentEvent } from '../segment/server-side.js'
import { toExchange, type createUploadWatch, type Upload } from './uploads.js'

/** What one subscription made of one event. */
export interface Handed extends Pick<Attempt, 'outcome' | 'reason' | 'exchange'> {
  /** The event as it stood in the last upload with it; null if it stood in none. */
  readonly post: Readonly<Record<string, unknown>> | null
  /** How many uploads it stood in. */
  readonly uploads: number
}

interface HandOverOptions {
  readonly destination: Pick<InstanceType<typeof Destination>, 'onEvent' | 'onBatch'>
  /** The destination's settings, with one subscription. */
  readonly settings: JSONObject
  readonly watch: ReturnType<typeof createUploadWatch>['watch']
}

/** Hands a batch to the destination, as Segment does; one answer each, in order. Never rejects. */
export async function handBatch(
  events: readonly SegmentEvent[],
  options: HandOverOptions,
): Promise<Handed[]> {
  const { destination, settings, watch } = options
  const { result, uploads } = await watch(() =>
    destination.onBatch(events as unknown as CoreEvent[], settings).then(
      (results) => {
        const [first] = results as readonly { readonly multistatus?: readonly unknown[] }[]
        return events.map((_, index) => readStatus(first?.multistatus?.[index]))
      },
      (error: unknown) =>
        isOwnMistake(error) && events.length > 1 ? undefined : events.map(() => readError(error)),
    ),
  )
  // One event broke it: it is halved until that one is alone, and the others go.
  if (result === undefined) {
    const half = events.length / 2
    const first = await handBatch(events.slice(0, half), options)
    return [...first, ...(await handBatch(events.slice(half), options))]
  }
  return result.map((verdict) => toHanded(verdict, uploads))
}

/** Hands events to the destination one by one; one answer each, in order. Never rejects. */
export async function handSingly(
  events: readonly SegmentEvent[],
  { destination, settings, watch }: HandOverOptions,
): Promise<Handed[]> {
  const handed: Handed[] = []
  for (const event of events) {
    const { result, uploads } = await watch(() =>
      destination.onEvent(event as unknown as CoreEvent, settings).then(readResults, readError),
    )
    // An error doesn't say what was sent, but there is only one event that it can be.
    const sent = result.sent ?? uploads.flatMap((upload) => [...upload.events.values()]).at(-1)
    handed.push(toHanded({ ...result, sent }, uploads))
  }
  return handed
}

function toHanded({ outcome, reason, sent }: Verdict, uploads: readonly Upload[]): Handed {
  const key = isObject(sent) ? JSON.stringify(sent) : ''
  const own = uploads.filter(({ events }) => events.has(key))
  const last = own.at(-1)
  const post = last?.events.get(key) ?? null
  const exchange = last === undefined || post === null ? undefined : toExchange(last, post)
  return {
    outcome,
    ...(reason === undefined ? {} : { reason }),
    ...(exchange === undefined ? {} : { exchange }),
    post,
    uploads: own.length,
  }
}
