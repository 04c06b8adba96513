import type { Clock } from '../clock.js'

/** Everything that a request to Segment needs of its surroundings. */
export interface SegmentApi {
  /** Such as `https://api.segmentapis.com`. */
  readonly baseUrl: string
  readonly token: string
  /** Aborted when the user wants to stop. */
  readonly signal: AbortSignal
  /** How long one answer may take, in ms. */
  readonly deadlineMs: number
  readonly clock: Clock
  /** Told before each wait, in a whole sentence. */
  readonly onWait: (words: string) => void
}
