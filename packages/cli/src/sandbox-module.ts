import type { AmplitudeEvent, Issue } from '@experiment-impressions/contract'
import type { Region } from '@experiment-impressions/delivery'

/** What the command needs of `@experiment-impressions/sandbox`. */
export interface SandboxModule {
  startSandbox(options: SandboxOptions): Promise<RunningSandbox>
  /** The calls of the recorded session, a JSON body each. */
  readRecordedSession(): readonly string[] | Promise<readonly string[]>
  playSession(options: { readonly url: string; readonly lines: readonly string[] }): Promise<unknown>
  readonly PortTakenError: new (...args: never[]) => Error
  /** Segment did not take a call; the message says which and why. */
  readonly CallRefusedError: new (...args: never[]) => Error
}

export interface SandboxOptions {
  readonly port: number
  readonly amplitude?: RealAmplitude
  /** The destination's subscriptions. @default its presets */
  readonly subscriptions?: readonly SandboxSubscription[]
  /** Told of every event once, when it has its final outcome. */
  readonly onEvent?: (record: EventRecord) => void
  /** Told of every try that failed and is followed by another after `waitMs`. */
  readonly onRetry?: (record: EventRecord, waitMs: number) => void
  /** Told of every time that Segment received an event again, and dropped it. */
  readonly onRepeat?: (record: EventRecord) => void
}

/** A subscription in the form in which Segment keeps it. */
export interface SandboxSubscription {
  readonly name: string
  readonly subscribe: string
  readonly partnerAction: string
  readonly mapping: Readonly<Record<string, unknown>>
  readonly enabled: boolean
}

/** Where to deliver instead of to the sandbox’s own Amplitude. */
export interface RealAmplitude {
  readonly apiKey: string
  readonly region: Region
}

export interface RunningSandbox {
  readonly url: string
  /** Settles when every event so far has its outcome. */
  settled(): Promise<void>
  close(): Promise<void>
}

/** One experiment event that went through the sandbox. */
export interface EventRecord {
  readonly id: string
  readonly pre: unknown
  /** As the destination sent it; null if it wasn't sent. */
  readonly post: Readonly<Record<string, unknown>> | null
  /** What the default mapping and settings would send; null for nothing. */
  readonly expected: AmplitudeEvent | null
  readonly issues: readonly Issue[]
  readonly outcome: string
  /** The tries to deliver it so far, newest last; `reason` says why one failed. */
  readonly attempts: readonly { readonly reason?: string }[]
  readonly storage: 'stored' | 'duplicate' | null
  /** The subscription that took it, and how its mapping differs from the default one. */
  readonly subscription: { readonly name: string; readonly changed: readonly ChangedField[] } | null
  readonly userProperties: { readonly before: unknown; readonly after: unknown } | null
  /** Why the contents aren’t kept. Absent where they are. */
  readonly omitted?: string
}

/** A field that isn't mapped as by default; null for one that isn't mapped. */
export interface ChangedField {
  readonly field: string
  readonly mapping: unknown
  readonly usual: unknown
}
