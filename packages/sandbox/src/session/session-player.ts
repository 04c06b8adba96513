import { randomUUID } from 'node:crypto'
import { withFreshIds } from './fresh-ids.js'
import { playSession } from './play-session.js'
import { readRecordedSession } from './recorded-session.js'

export interface SessionPlayer {
  /** Starts to play the recorded session. Returns `false` if it's still playing. */
  readonly play: () => boolean
}

/** Plays the recorded session into the sandbox at `url`, any number of times, one at a time. */
export function createSessionPlayer(url: string): SessionPlayer {
  let isPlaying = false

  async function play(): Promise<void> {
    const lines = withFreshIds(await readRecordedSession(), () => `replay-${randomUUID()}`)
    await playSession({ url, lines })
  }

  return {
    play() {
      if (isPlaying) return false
      isPlaying = true
      void play()
        // It only fails if the sandbox closes meanwhile, and then there's nobody to tell.
        .catch(() => undefined)
        .finally(() => {
          isPlaying = false
        })
      return true
    },
  }
}
