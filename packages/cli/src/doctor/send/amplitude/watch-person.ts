import { formatTook, countOf } from '../../../terminal/format.js'
import type { Road } from '../stages/test-run.js'
import type { Sighting } from './find-person.js'
import { watch } from './watch.js'

interface WatchPersonOptions {
  /** What is waited for, as it stands after “Amplitude: ”. */
  readonly words: string
  readonly waitMs: number
  readonly isEnough: (sighting: Sighting | undefined) => boolean
}

/** Watches the test person in Amplitude. */
export async function watchPerson(road: Road, { words, waitMs, isEnough }: WatchPersonOptions) {
  const { clock, signal, look, onWait } = road
  const { value, ...watched } = await watch(look, isEnough, {
    clock,
    signal,
    waitMs,
    onLook: ({ looks, waitedMs }) => {
      onWait(
        `${words}: asked ${countOf(looks, 'time')} in ${formatTook(waitedMs)}, at most ${formatTook(waitMs)}`,
      )
    },
  })
  return { ...watched, sighting: value }
}
