import { escapeText } from '@experiment-impressions/contract'
import type { Command, Context } from '../command.js'
import { UnreadableInputError, UsageError } from '../errors.js'
import { exitCode } from '../exit-code.js'
import { isNpmStart } from '../npm-start.js'
import type { Io } from '../io.js'
import { findRunning } from './find-running.js'
import { confirmDelivery, readAmplitude } from './real-amplitude.js'
import { help } from './help.js'
import { readChoices, type Choices } from './read-choices.js'
import { readOwnSubscriptions } from './read-own-subscriptions.js'
import { readSession } from './read-session.js'
import { createReporter, type Reporter } from './reporter.js'
import type {
  RealAmplitude,
  RunningSandbox,
  SandboxModule,
  SandboxOptions,
  SandboxSubscription,
} from '../sandbox-module.js'
import { isDelivered, tally } from './tally.js'

export const sandboxCommand: Command = {
  name: 'sandbox',
  summary: 'Plays a recorded session through a local Segment and Amplitude.',
  help,
  async run(args, context) {
    const { io } = context
    const choices = readChoices(args)
    const amplitude = choices.delivery === 'here' ? undefined : readAmplitude(io)
    // Reads the files first, so errors in them come before the question.
    const subscriptions =
      choices.subscriptions.length === 0 ? undefined : await readOwnSubscriptions(choices.subscriptions, io)
    const session =
      typeof choices.session === 'object' ? await readSession(choices.session.file, io) : undefined
    if (amplitude !== undefined && choices.delivery === 'ask' && !(await confirmDelivery(amplitude, io))) {
      if (io.signal.aborted) return exitCode.interrupted
      io.stderr('Nothing was started.\n')
      return exitCode.fine
    }
    return runSandbox({ choices, amplitude, subscriptions, session }, context)
  },
}

interface Task {
  readonly choices: Choices
  readonly amplitude: RealAmplitude | undefined
  readonly subscriptions: readonly SandboxSubscription[] | undefined
  /** The calls of the user's session. */
  readonly session: readonly string[] | undefined
}

async function runSandbox(task: Task, context: Context): Promise<number> {
  const { choices, amplitude, subscriptions, session } = task
  const { io, dependencies } = context
  const isStopped = () => io.signal.aborted
  const stoppedCode = choices.once ? exitCode.interrupted : exitCode.fine
  const module = await dependencies.loadSandbox()
  // Loading blocks the process. Only now does it notice that the user has pressed Ctrl-C meanwhile.
  await new Promise((resolve) => setImmediate(resolve))
  if (isStopped()) return stoppedCode
  const isPlaying = choices.session !== 'none'
  const lines = session ?? (isPlaying ? await module.readRecordedSession() : [])
  const reporter = createReporter(context, { asJson: choices.asJson, amplitude })
  const sandbox = await start(module, io, {
    port: choices.port,
    onEvent: reporter.event,
    onRetry: reporter.retry,
    onRepeat: reporter.repeat,
    onCall: reporter.call,
    ...(amplitude === undefined ? {} : { amplitude }),
    ...(subscriptions === undefined ? {} : { subscriptions }),
  })
  try {
    await reporter.start(sandbox.url)
    const isFine = !isPlaying || (await play(module, { sandbox, lines, reporter, signal: io.signal }))
    if (isStopped()) return stoppedCode
    if (choices.once) return isFine ? exitCode.fine : exitCode.findings
    await reporter.serving(sandbox.url, module.sandboxProject)
    await aborted(io.signal)
    reporter.end()
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

/** Plays a session. Returns whether every event was accepted. */
async function play(module: SandboxModule, { sandbox, lines, reporter, signal }: Play): Promise<boolean> {
  await Promise.race([playCalls(module, sandbox.url, lines), aborted(signal)])
  await Promise.race([sandbox.settled(), aborted(signal)])
  if (signal.aborted) return false
  const session = tally(lines, reporter.outcomes())
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

async function start(module: SandboxModule, io: Io, options: SandboxOptions): Promise<RunningSandbox> {
  try {
    return await module.startSandbox(options)
  } catch (error) {
    if (!(error instanceof module.PortTakenError)) throw error
    throw new UsageError(await explainTaken(options.port, io))
  }
}

async function explainTaken(port: number, io: Io): Promise<string> {
  const running = await findRunning(port, io)
  const option = `--port ${String(port === 65535 ? 4747 : port + 1)}`
  const other = `choose another port: ${isNpmStart(io) ? `npm start -- ${option}` : option}.`
  return running === undefined
    ? `Port ${String(port)} is in use by another program. Stop that program, or ${other}`
    : `A sandbox is already running at ${running}. Open that, or ${other}`
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
