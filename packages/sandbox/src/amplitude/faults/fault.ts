import type { EndpointName } from '@experiment-impressions/delivery'

/** When the connection is cut: before the request is processed, after that, or in the middle of the answer. */
export const cuts = ['before', 'after', 'halfway'] as const

type Cut = (typeof cuts)[number]

/** A failure on demand. */
export interface Fault {
  /** Replaces the real answer's status; nothing is ingested. */
  readonly status?: number
  /** Replaces the real answer's body: a text as it is, anything else as JSON. Nothing is ingested. */
  readonly body?: unknown
  /** Delay before anything else happens, in ms. */
  readonly delayMs?: number
  readonly cut?: Cut
  /** Refuses uploads that contain events of these devices, as Amplitude refuses silenced devices. */
  readonly silencedDevices?: readonly string[]
  /** Affects only every n-th matching request. @default 1 */
  readonly every?: number
  /** Stops after this many hits. @default unlimited */
  readonly times?: number
  /** Affects only requests to this endpoint. @default all endpoints */
  readonly path?: EndpointName
}

/** An active fault, and what it has done so far. */
export interface FaultReport extends Fault {
  readonly id: number
  /** How many requests matched it. */
  readonly requests: number
  /** How many of them it affected. */
  readonly hits: number
}
