import { own } from '@experiment-impressions/contract/json'
import { isExperimentEvent } from '../is-experiment-event.js'
import { readChoices } from '../read-choices.js'
import { transformUnmapped } from '../transform-unmapped.js'
import { toRudderStackEvent } from './to-rudderstack-event.js'

declare const log: (...parts: unknown[]) => void
/** Returns `undefined` for a key that the workspace doesn't have. */
declare const getCredential: (key: string) => unknown

type RudderStackEvent = Readonly<Record<string, unknown>>

/** RudderStack's Amplitude destination uploads with `options: { min_id_length: 1 }`, so no id is too short. */
const minIdLength = 1

/**
 * Turns an experiment event into one that RudderStack's own Amplitude destination sends in the post-transformation form. Returns
 * `null`, which drops the event, if nothing should be sent. Returns any other event unchanged.
 * @throws {Error} for an experiment event if a credential is wrong. RudderStack shows the message next to the event.
 */
export function transformEvent(event: RudderStackEvent): RudderStackEvent | null {
  if (!isExperimentEvent(event)) return event
  const choices = readChoices(getCredential)
  if (!choices.ok) throw new Error(choices.reason)
  const now = Date.now()
  const transformed = transformUnmapped(event, {
    platform: 'rudderstack',
    settings: { minIdLength, ...choices.value },
    now,
    isWeb: isWebChannel(own(event, 'channel')),
  })
  if (transformed.kind === 'send') return toRudderStackEvent(event, transformed.event, now)
  log(`The experiment event was dropped. ${transformed.reason}`)
  return null
}

/** Ignores case, as RudderStack's destination does. */
function isWebChannel(channel: unknown): boolean {
  return typeof channel === 'string' && channel.toLowerCase() === 'web'
}
