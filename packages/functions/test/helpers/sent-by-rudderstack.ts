import { transform } from '@experiment-impressions/contract'
import { corpus } from '../../../contract/test/helpers/corpus.js'
import { postForm } from './post-form.js'
import { rudderStackUploads, type RudderStackConfig } from './rudderstack-amplitude-destination.js'
import { loadTransformation, type RudderEvent } from './rudderstack-transformation.js'
import { withoutContextId } from './without-context-id.js'

export const now = Date.parse('2026-11-23T12:00:00.000Z')

/** The destination’s settings. Impressions must be right with each of them. */
export const configs: readonly (readonly [string, RudderStackConfig])[] = [
  ['with default settings', {}],
  ['with enhanced user operations', { enableEnhancedUserOperations: true }],
]

export const eventOf = (name: string) => corpus.find((one) => one.name === name)?.event as RudderEvent
export const treatment = eventOf('impression-treatment')
export const out = eventOf('impression-out-of-rollout')

export const { transformEvent, logged } = loadTransformation({ now })

/** The event that Amplitude gets in the end, or `null` if it gets none. */
export function sent(
  event: unknown,
  config: RudderStackConfig = {},
  given = transformEvent,
): RudderEvent | null {
  const transformed = given(event)
  if (transformed === null) return null
  const uploads = rudderStackUploads(transformed, config)
  expect(uploads).toHaveLength(1)
  return uploads[0]?.events[0] as RudderEvent
}

/** What the transform makes of an event whose device id is the anonymous id. */
export function expected(
  event: unknown,
  options: { readonly unsetAs?: 'identify' } = {},
): RudderEvent | null {
  const result = transform(withoutContextId(event), { minIdLength: 1, ...options })
  if (result.kind !== 'send') return null
  // Without a time, RudderStack would date the event to 1970.
  return postForm({ ...result.event, time: result.event.time ?? now })
}
