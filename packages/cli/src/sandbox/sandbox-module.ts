import type { AmplitudeEvent, Issue } from '@experiment-impressions/contract'

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
  /** Told of every event once, when it has its final outcome. */
  readonly onEvent?: (record: EventRecord) => void
  /** Told of every try that failed and is followed by another after `waitMs`. */
  readonly onRetry?: (record: EventRecord, waitMs: number) => void
}

/** Where to deliver instead of to the sandbox’s own Amplitude. */
export interface RealAmplitude {
  readonly apiKey: string
  readonly region: 'us' | 'eu'
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
  readonly post: AmplitudeEvent | null
  readonly issues: readonly Issue[]
  readonly outcome: string
  /** The tries to deliver it so far, newest last; `reason` says why one failed. */
  readonly attempts: readonly { readonly reason?: string }[]
  readonly userProperties: { readonly before: unknown; readonly after: unknown } | null
}
