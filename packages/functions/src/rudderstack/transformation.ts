import { own } from '@experiment-impressions/contract/json'
import { isExperimentEvent } from '../is-experiment-event.js'
import { prepareHostEvent } from '../prepare-host-event.js'
import { readChoices } from '../read-choices.js'
import { toRudderStackEvent } from './to-rudderstack-event.js'

declare const log: (...parts: unknown[]) => void
/** `undefined` for a key that the workspace doesn't have. */
declare const getCredential: (key: string) => unknown

type RudderStackEvent = Readonly<Record<string, unknown>>

/** RudderStack's Amplitude destination uploads with `options: { min_id_length: 1 }`, so no id is too short. */
const minIdLength = 1

/**
 * Turns an experiment event into one of which RudderStack's own Amplitude destination makes the post-transformation form;
 * `null`, which drops it, where nothing is to be sent. Any other event is returned as it came.
 * @throws {Error} for an experiment event where a credential is wrong: RudderStack shows its message beside the event
 */
export function transformEvent(event: RudderStackEvent): RudderStackEvent | null {
  if (!isExperimentEvent(event)) return event
  const choices = readChoices(getCredential)
  if (!choices.ok) throw new Error(choices.reason)
  const now = Date.now()
  const prepared = prepareHostEvent(event, {
    settings: { minIdLength, ...choices.value },
    now,
    isWeb: isOfWeb(own(event, 'channel')),
  })
  if (prepared.kind === 'send') return toRudderStackEvent(event, prepared.event, now)
  log(`The experiment event was dropped. ${prepared.reason}`)
  return null
}

/** In capitals too: RudderStack's destination doesn't mind. */
function isOfWeb(channel: unknown): boolean {
  return typeof channel === 'string' && channel.toLowerCase() === 'web'
}
