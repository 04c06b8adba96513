import { own, ownPath } from '@experiment-impressions/contract/json'
import { isExperimentEvent } from '../is-experiment-event.js'
import { readChoices } from '../read-choices.js'
import { transformUnmapped } from '../transform-unmapped.js'
import { toJitsuEvent } from './to-jitsu-event.js'

/** Jitsu sends the event again later, by default after 5, 25 and 125 minutes. With `drop` it sends nothing until then. */
declare const RetryError: new (message: string, options: { readonly drop: boolean }) => Error

const webLibrary = '@jitsu/js'

type JitsuEvent = Readonly<Record<string, unknown>>

/** The part of Jitsu's context that this function uses. */
export interface JitsuContext {
  /** The variables of the connection's functions. */
  readonly props?: unknown
  readonly log: { readonly warn: (message: string) => void }
}

/**
 * Turns an experiment event into one that Jitsu's own Amplitude destination sends in the post-transformation form. Returns `'drop'`
 * if nothing should be sent, and any other event unchanged.
 * @throws {RetryError} for an experiment event if a variable is wrong. The event waits until the variable is fixed.
 */
export default function transformEvent(event: JitsuEvent, { props, log }: JitsuContext): JitsuEvent | 'drop' {
  if (!isExperimentEvent(event)) return event
  const choices = readChoices((name) => own(props, name))
  if (!choices.ok) throw new RetryError(choices.reason, { drop: true })
  const transformed = transformUnmapped(event, {
    platform: 'jitsu',
    settings: choices.value,
    now: Date.now(),
    isWeb: ownPath(event, ['context', 'library', 'name']) === webLibrary,
  })
  if (transformed.kind === 'send') return toJitsuEvent(event, transformed.event)
  log.warn(`The experiment event was dropped. ${transformed.reason}`)
  return 'drop'
}
