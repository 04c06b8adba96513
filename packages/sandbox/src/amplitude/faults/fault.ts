import type { Endpoints } from '@experiment-impressions/delivery'

/** The endpoints of the sandbox's Amplitude, by the names that delivery has for them. */
export const endpoints = [
  'httpapi',
  'batch',
  'identify',
  'usersearch',
  'useractivity',
  'deletions',
] as const satisfies readonly (keyof Endpoints)[]

export type Endpoint = (typeof endpoints)[number]

/** Where an exchange is cut off: before anything was ingested, after it, or in the middle of the answer. */
export const cuts = ['before', 'after', 'halfway'] as const

type Cut = (typeof cuts)[number]

/** Something that goes wrong on purpose. */
export interface Fault {
  /** Answered in place of the real answer; nothing is ingested. */
  readonly status?: number
  /** Answered in place of the real answer, a text as it is and anything else as JSON; nothing is ingested. */
  readonly body?: unknown
  /** Goes by before anything else happens, in ms. */
  readonly delayMs?: number
  readonly cut?: Cut
  /** Uploads with events of these devices are refused as silenced; other requests pass. */
  readonly silencedDevices?: readonly string[]
  /** Strikes the n-th, 2n-th, 3n-th … request that it is for. @default 1 */
  readonly every?: number
  /** Strikes so often and no more. @default without end */
  readonly times?: number
  /** The endpoint that it is for. @default all */
  readonly path?: Endpoint
}

/** A fault that is switched on, and what it has done so far. */
export interface FaultReport extends Fault {
  readonly id: number
  /** How many requests came to it. */
  readonly requests: number
  /** How many of them it struck. */
  readonly strikes: number
}
