import type { Readable } from 'node:stream'

/** Everything that a command uses of its process. Pass your own to run a command inside another program. */
export interface Io {
  /** Bytes or strings. */
  readonly stdin: Readable & { readonly isTTY?: boolean }
  /** May return a promise that resolves when it can accept more. */
  readonly stdout: (text: string) => void | Promise<void>
  readonly stderr: (text: string) => void
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether stdout is a terminal. */
  readonly isTTY: boolean
  /** Width of the terminal that stdout is, in columns; `undefined` without a terminal. */
  readonly columns: number | undefined
  /** Width of the terminal that stderr is, in columns; without a terminal, each message stays on one line. */
  readonly errorColumns?: number | undefined
  /** Aborted when the user stops the command. */
  readonly signal: AbortSignal
}
