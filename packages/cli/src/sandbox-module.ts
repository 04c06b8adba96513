import type { Region } from '@experiment-impressions/delivery'
import type { EventRecord } from '@experiment-impressions/inspection'

/** What the command needs of `@experiment-impressions/sandbox`. */
export interface SandboxModule {
  startSandbox(options: SandboxOptions): Promise<RunningSandbox>
  /** The keys of the sandbox’s own project in Amplitude. They’re public, and have no use anywhere else. */
  readonly sandboxProject: SandboxKeys
  /** The calls of the recorded session, a JSON body each. */
  readRecordedSession(): readonly string[] | Promise<readonly string[]>
  playSession(options: { readonly url: string; readonly lines: readonly string[] }): Promise<unknown>
  readonly PortTakenError: new (...args: never[]) => Error
  /** Segment did not take a call; the message says which and why. */
  readonly CallRefusedError: new (...args: never[]) => Error
}

export interface SandboxKeys {
  readonly apiKey: string
  readonly secretKey: string
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
  /** Told of every call that isn't an experiment event, and that no subscription matches. */
  readonly onCall?: (record: EventRecord) => void
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
