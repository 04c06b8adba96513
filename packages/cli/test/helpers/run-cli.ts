import { Readable } from 'node:stream'
import { run, type Dependencies, type Io } from '../../src/index.js'

export interface Surroundings {
  /** What comes in on stdin; a terminal where left away. */
  readonly input?: string | Uint8Array | readonly Uint8Array[]
  /** What the user types at the terminal that stdin then is. */
  readonly typed?: string | Readable
  readonly env?: Io['env']
  /** Width of the terminal that stdout is; no terminal where left away. */
  readonly columns?: number
  /** Width of the terminal that stderr is; no terminal where left away. */
  readonly errorColumns?: number
  readonly signal?: AbortSignal
  readonly dependencies?: Partial<Dependencies>
  /** Sees every piece that is written to stdout. */
  readonly onOutput?: (text: string) => void
  /** Sees every piece that is written to stderr. */
  readonly onError?: (text: string) => void
}

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command in this process, without colours unless the environment asks for them. */
export async function runCli(argv: readonly string[], surroundings: Surroundings = {}): Promise<Ran> {
  const { input, typed, columns, errorColumns, onOutput, onError, env = { NO_COLOR: '1' } } = surroundings
  const { signal = new AbortController().signal } = surroundings
  const loadSandbox = () => Promise.reject(new Error('This test has no sandbox.'))
  const loadFunction = () => Promise.reject(new Error('This test has no function.'))
  let stdout = ''
  let stderr = ''
  const io: Io = {
    stdin: typed === undefined ? stdinOf(input) : terminalOf(typed),
    stdout: (text) => {
      stdout += text
      onOutput?.(text)
    },
    stderr: (text) => {
      stderr += text
      onError?.(text)
    },
    env,
    isTTY: columns !== undefined,
    columns,
    errorColumns,
    signal,
  }
  const code = await run(argv, io, { loadSandbox, loadFunction, ...surroundings.dependencies })
  return { code, stdout, stderr }
}

function stdinOf(input: Surroundings['input']): Io['stdin'] {
  if (input === undefined) return Object.assign(Readable.from([]), { isTTY: true })
  const pieces = typeof input === 'string' || input instanceof Uint8Array ? [Buffer.from(input)] : input
  return Readable.from(pieces.map((piece) => Buffer.from(piece)))
}

function terminalOf(typed: string | Readable): Io['stdin'] {
  return Object.assign(typeof typed === 'string' ? Readable.from([Buffer.from(typed)]) : typed, {
    isTTY: true,
  })
}
