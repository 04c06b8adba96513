import type { Exchange } from './exchange.js'
import type { Verdict } from './verdict.js'

/** One try to deliver an event. */
export interface Attempt {
  /** Epoch ms. */
  readonly at: number
  readonly outcome: Verdict['outcome']
  /** Why, in words; for an accepted event, how other events of its batch delayed it. */
  readonly reason?: string
  /** The last request of this try that contained the event, with its answer; absent without a request or an answer. */
  readonly exchange?: Exchange
  /** Absent if the event went alone. */
  readonly batch?: BatchPlace
}

/** An event's place in a batch that Segment handed to the destination. */
export interface BatchPlace {
  /** 1 for the first batch of this sandbox. */
  readonly number: number
  /** 1 for the first event of the batch. */
  readonly place: number
  /** Events in the batch. */
  readonly size: number
  /** Other events of the batch that were refused. */
  readonly refused: number
}
