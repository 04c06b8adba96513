import { own, ownPath } from '@experiment-impressions/contract/json'
import { isExperimentEvent } from '../is-experiment-event.js'
import { prepareHostEvent } from '../prepare-host-event.js'
import { readChoices } from '../read-choices.js'
import { toJitsuEvent } from './to-jitsu-event.js'

/** Jitsu sends the event again later (by default after 5, 25 and 125 minutes), and with `drop` nothing until then. */
declare const RetryError: new (message: string, options: { readonly drop: boolean }) => Error

const webLibrary = '@jitsu/js'

type JitsuEvent = Readonly<Record<string, unknown>>

/** What this function uses of what Jitsu hands over beside the event. */
export interface JitsuContext {
  /** The variables of the connection's functions. */
  readonly props?: unknown
  readonly log: { readonly warn: (message: string) => void }
}

/**
 * Turns an experiment event into one of which Jitsu's own Amplitude destination makes the post-transformation form; `'drop'`
 * where nothing is to be sent. Any other event is returned as it came.
 * @throws {RetryError} for an experiment event where a variable is wrong: it waits until that is put right
 */
export default function transformEvent(event: JitsuEvent, { props, log }: JitsuContext): JitsuEvent | 'drop' {
  if (!isExperimentEvent(event)) return event
  const choices = readChoices((name) => own(props, name))
  if (!choices.ok) throw new RetryError(choices.reason, { drop: true })
  const prepared = prepareHostEvent(event, {
    settings: choices.value,
    now: Date.now(),
    isWeb: ownPath(event, ['context', 'library', 'name']) === webLibrary,
  })
  if (prepared.kind === 'send') return toJitsuEvent(event, prepared.event)
  log.warn(`The experiment event was dropped. ${prepared.reason}`)
  return 'drop'
}
