import type { Readable } from 'node:stream'

/** Everything a command touches of the process, so that it can be run inside another one. */
export interface Io {
  /** Bytes, or text that counts as UTF-8. */
  readonly stdin: Readable & { readonly isTTY?: boolean }
  /** May answer with a promise that settles when more can be taken. */
  readonly stdout: (text: string) => void | Promise<void>
  readonly stderr: (text: string) => void
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether stdout is a terminal. */
  readonly isTTY: boolean
  /** Width of the terminal in characters; `undefined` where there is none. */
  readonly columns: number | undefined
  /** Aborted when the user wants to stop. */
  readonly signal: AbortSignal
}
