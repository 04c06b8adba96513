import type { VariantColours } from '../ui/variant-colours.js'
import type { FeedState } from './live-feed.js'
import type { RecordList } from './record-list.js'
import type { Target } from './sandbox-api.js'

/** What the views know of the sandbox. */
export interface Sandbox {
  readonly list: RecordList
  readonly feed: FeedState
  /** Where it delivers to; `undefined` until it has said so. */
  readonly target: Target | undefined
  readonly colours: VariantColours
}

/** Where the sandbox is, for commands that reach it; `undefined` where there is none. */
export function originOf(feed: FeedState): string | undefined {
  return feed === 'absent' || feed === 'connecting' ? undefined : location.origin
}

/** Whether events leave this machine: then nothing is known of what Amplitude does with them. */
export function isRealAmplitude(target: Target | undefined): target is 'north_america' | 'europe' {
  return target === 'north_america' || target === 'europe'
}
