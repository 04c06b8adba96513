/** Everything that a request to Segment needs of its surroundings. */
export interface SegmentApi {
  /** Such as `https://api.segmentapis.com`. */
  readonly baseUrl: string
  readonly token: string
  /** Aborted when the user wants to stop. */
  readonly signal: AbortSignal
  /** How long one answer may take, in ms. */
  readonly deadlineMs: number
  readonly wait: Wait
  /** Told before each wait, in a whole sentence. */
  readonly onWait: (words: string) => void
}

/** Settles after so many ms, and rejects as soon as the signal is aborted. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<unknown>
