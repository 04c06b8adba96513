import { transform } from '@experiment-impressions/contract'
import { corpus } from '../../../contract/test/helpers/corpus.js'
import { currentDestination } from './jitsu-amplitude-destination.js'
import { loadJitsuFunction, now, runOnJitsu, type JitsuEvent } from './jitsu-function.js'
import { postForm } from './post-form.js'
import { withoutContextId } from './without-context-id.js'

export const jitsuFunction = loadJitsuFunction()

export const eventOf = (name: string) => corpus.find((one) => one.name === name)?.event as JitsuEvent
export const treatment = eventOf('impression-treatment')
export const out = eventOf('impression-out-of-rollout')
export const experiments = corpus.filter(({ name }) => !name.startsWith('not-experiment'))

export const run = (event: unknown, variables?: Readonly<Record<string, string>>) =>
  runOnJitsu(jitsuFunction, event, variables)

/** The event that Amplitude gets in the end, or `null` if it gets none. */
export async function sent(
  event: unknown,
  destination = currentDestination,
  variables?: Readonly<Record<string, string>>,
): Promise<JitsuEvent | null> {
  const { events } = await run(event, variables)
  const [upload] = events.map((one) => destination(one, { enableAnonymousUserProfiles: true }, now))
  return upload?.events[0] ?? null
}

/** What the transform makes of an event whose device id is the anonymous id. */
export function expected(event: unknown, options: { readonly unsetAs?: 'identify' } = {}): JitsuEvent | null {
  const result = transform(withoutContextId(event), options)
  return result.kind === 'send' ? postForm(result.event) : null
}
