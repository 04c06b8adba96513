import type { VariantColours } from '../ui/variant-colours.js'
import type { FeedState } from './live-feed.js'
import type { RecordList } from './record-list.js'
import type { Target } from './sandbox-api.js'

/** What the views know about the sandbox. */
export interface Sandbox {
  readonly list: RecordList
  readonly feed: FeedState
  /** Where it delivers to; `undefined` until it has answered. */
  readonly target: Target | undefined
  readonly colours: VariantColours
}

/** The sandbox’s origin, for commands that reach it; `undefined` without a sandbox. */
export function originOf(feed: FeedState): string | undefined {
  return feed === 'absent' || feed === 'connecting' ? undefined : location.origin
}

/** Whether the sandbox answers, and delivers to its own Amplitude, where made-up events do no harm. */
export function isPlayground({ feed, target }: Pick<Sandbox, 'feed' | 'target'>): boolean {
  return (feed === 'live' || feed === 'polling') && target === 'sandbox'
}

/** Whether events go to the real Amplitude, which doesn’t say what it does with them. */
export function isRealAmplitude(target: Target | undefined): target is 'north_america' | 'europe' {
  return target === 'north_america' || target === 'europe'
}
