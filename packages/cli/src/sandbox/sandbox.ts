import { escapeText } from '@experiment-impressions/contract/inspection'
import type { Command, Context } from '../command.js'
import { UnreadableInputError, UsageError } from '../errors.js'
import { exitCode } from '../exit-code.js'
import { parseArguments } from '../parse-arguments.js'
import { readAmplitude } from './read-amplitude.js'
import { readSession } from './read-session.js'
import { createReporter, type Reporter } from './reporter.js'
import type { RunningSandbox, SandboxModule, SandboxOptions } from './sandbox-module.js'
import { isDelivered, tally } from './tally.js'

const help = `Starts a Segment and an Amplitude on this machine, plays a recorded session
through them, and keeps serving.

Usage: impressions sandbox [options]

Options:
  --port <number>   The port on 127.0.0.1: 4747 unless told otherwise, 0 for any
                    that is free.
  --once            Plays the session and stops.
  --session <file>  Plays this session instead: the bodies of Segment calls as
                    NDJSON or a JSON array, gzipped or not; - is standard input.
  --no-play         Plays nothing.
  --json            Prints a line of JSON for the start, for each experiment
                    event and for the summary.
  --help            Shows this.

Environment:
  AMPLITUDE_API_KEY  Delivers to this project of the real Amplitude instead of
                     the one on this machine.
  AMPLITUDE_REGION   Where that project is: us (unless told otherwise) or eu.

Examples:
  impressions sandbox
  impressions sandbox --once
  impressions sandbox --port 4800 --session session.ndjson

Exit code: 0 fine, 1 an event was not accepted (with --once), 2 bad usage, a
taken port or an unreadable session.
`

interface Choices {
  readonly port: number
  readonly once: boolean
  /** The file to play, `recorded` for the one that comes along, `none` for none. */
  readonly session: { readonly file: string } | 'recorded' | 'none'
}

export const sandboxCommand: Command = {
  name: 'sandbox',
  summary: 'Plays a recorded session through a local Segment and Amplitude.',
  help,
  async run(args, context) {
    const { values } = parseArguments(args, {
      port: { type: 'string', default: '4747' },
      once: { type: 'boolean', default: false },
      session: { type: 'string' },
      'no-play': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    })
    if (values['no-play'] && values.session !== undefined)
      throw new UsageError('--session and --no-play contradict each other. Leave one of them out.')
    if (values['no-play'] && values.once)
      throw new UsageError('With --once and --no-play there is nothing to do. Leave one of them out.')
    const played = values.session === undefined ? ('recorded' as const) : { file: values.session }
    const choices: Choices = {
      port: parsePort(values.port),
      once: values.once,
      session: values['no-play'] ? 'none' : played,
    }
    return runSandbox(choices, values.json, context)
  },
}

async function runSandbox(choices: Choices, asJson: boolean, context: Context): Promise<number> {
  const { io, dependencies } = context
  const amplitude = readAmplitude(io)
  const { session } = choices
  // A session that cannot be read is said before anything is started.
  const given = typeof session === 'object' ? await readSession(session.file, io) : undefined
  const module = await dependencies.loadSandbox()
  const lines = given ?? (session === 'none' ? [] : await module.readRecordedSession())
  const reporter = createReporter(context, { asJson, amplitude })
  const sandbox = await start(module, {
    port: choices.port,
    onEvent: reporter.event,
    onRetry: reporter.retry,
    ...(amplitude === undefined ? {} : { amplitude }),
  })
  try {
    await reporter.start(sandbox.url)
    const isFine = session === 'none' || (await play(module, { sandbox, lines, reporter, signal: io.signal }))
    if (io.signal.aborted) return choices.once ? exitCode.interrupted : exitCode.fine
    if (choices.once) return isFine ? exitCode.fine : exitCode.findings
    await reporter.serving(sandbox.url)
    await aborted(io.signal)
    return exitCode.fine
  } finally {
    await sandbox.close()
  }
}

interface Play {
  readonly sandbox: RunningSandbox
  readonly lines: readonly string[]
  readonly reporter: Reporter
  readonly signal: AbortSignal
}

/** Plays a session and answers whether every event of it was accepted. */
async function play(module: SandboxModule, { sandbox, lines, reporter, signal }: Play): Promise<boolean> {
  await Promise.race([playCalls(module, sandbox.url, lines), aborted(signal)])
  await Promise.race([sandbox.settled(), aborted(signal)])
  if (signal.aborted) return false
  const session = tally(lines, reporter.records())
  await reporter.summary(session)
  return isDelivered(session)
}

async function playCalls(module: SandboxModule, url: string, lines: readonly string[]): Promise<void> {
  try {
    await module.playSession({ url, lines })
  } catch (error) {
    if (error instanceof module.CallRefusedError) throw new UnreadableInputError(escapeText(error.message))
    throw error
  }
}

async function start(module: SandboxModule, options: SandboxOptions): Promise<RunningSandbox> {
  try {
    return await module.startSandbox(options)
  } catch (error) {
    if (!(error instanceof module.PortTakenError)) throw error
    const other = options.port === 65535 ? 4747 : options.port + 1
    throw new UsageError(
      `Port ${String(options.port)} is taken by another program. Stop it, or give another port: --port ${String(other)}.`,
    )
  }
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN
  if (port <= 65535) return port
  throw new UsageError('--port is not a port number; expected 0 to 65535, such as 4747.')
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else
      signal.addEventListener(
        'abort',
        () => {
          resolve()
        },
        { once: true },
      )
  })
}
