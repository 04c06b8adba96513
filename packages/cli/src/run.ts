import { escapeText } from '@experiment-impressions/contract'
import { didYouMean } from '@experiment-impressions/inspection'
import type { Command, Context } from './command.js'
import { defaultDependencies, type Dependencies } from './dependencies.js'
import { deployCommand } from './deploy/deploy.js'
import { doctorCommand } from './doctor/doctor.js'
import { explainUnexpected, UnreadableInputError, UsageError } from './errors.js'
import { estimateCommand } from './estimate/estimate.js'
import { exitCode } from './exit-code.js'
import { renderHelp, renderRootHelp } from './help.js'
import { inspectCommand } from './inspect/inspect.js'
import type { Io } from './io.js'
import { isNpmStart } from './npm-start.js'
import { sandboxCommand } from './sandbox/sandbox.js'
import { createStyle, wantsColour } from './terminal/style.js'
import { wrapLines } from './terminal/wrap-lines.js'
import { trackingPlanCommand } from './tracking-plan/tracking-plan.js'
import { version } from './version.js'

/** All commands, in the order of the list in `--help`. */
export const commands: readonly Command[] = [
  sandboxCommand,
  inspectCommand,
  estimateCommand,
  doctorCommand,
  deployCommand,
  trackingPlanCommand,
]

/**
 * Runs `impressions` with the arguments after its name and returns the exit code. Never throws: errors are a sentence or
 * two on stderr.
 *
 * @example
 * await run(['estimate', '--mtu', '100000', '--experiments', '4', '--page-views', '12'], io) // 0
 */
export async function run(
  argv: readonly string[],
  given: Io,
  dependencies: Dependencies = defaultDependencies,
): Promise<number> {
  const io: Io = {
    ...given,
    stderr: (text) => {
      given.stderr(wrapLines(text, given.errorColumns))
    },
  }
  const [name, ...args] = argv
  const command = commands.find((each) => each.name === name)
  const prefix = command === undefined ? 'impressions' : `impressions ${command.name}`
  try {
    if (command === undefined) return await runRoot(name, args, io)
    if (asksForHelp(args)) {
      await io.stdout(helpOf(command, args, io))
      return exitCode.fine
    }
    const context: Context = { io, style: createStyle(wantsColour(io)), dependencies }
    return await command.run(args, context)
  } catch (error) {
    if (io.signal.aborted) return exitCode.interrupted
    if (error instanceof UsageError) {
      const program = isNpmStart(io) ? 'npm start --' : `${prefix}${modeOf(command, args)}`
      io.stderr(`${prefix}: ${error.message}\nFor usage, run: ${program} --help\n`)
      return exitCode.usage
    }
    if (error instanceof UnreadableInputError) {
      io.stderr(`${prefix}: ${error.message}\n`)
      return exitCode.usage
    }
    io.stderr(`${prefix}: ${explainUnexpected(error)}`)
    return exitCode.findings
  }
}

async function runRoot(name: string | undefined, args: readonly string[], io: Io): Promise<number> {
  switch (name) {
    case undefined:
      io.stderr(renderRootHelp(commands, io.errorColumns))
      return exitCode.usage
    case '--version':
    case '-v':
      await io.stdout(`${version()}\n`)
      return exitCode.fine
    case 'help':
    case '--help':
    case '-h':
      await io.stdout(helpOn(args, io))
      return exitCode.fine
    default:
      throw new UsageError(explainUnknown(name))
  }
}

function helpOn([name, ...args]: readonly string[], io: Io): string {
  if (name === undefined) return renderRootHelp(commands, io.columns)
  const command = commands.find((each) => each.name === name)
  if (command === undefined) throw new UsageError(explainUnknown(name))
  return helpOf(command, args, io)
}

function helpOf({ help, modes = {} }: Command, args: readonly string[], { columns }: Io): string {
  const [, helpOfMode = help] = Object.entries(modes).find(([name]) => args.includes(name)) ?? []
  return renderHelp(helpOfMode, columns)
}

/** The switch that selects a mode of the command, after a space; empty without one. */
function modeOf(command: Command | undefined, args: readonly string[]): string {
  const mode = Object.keys(command?.modes ?? {}).find((name) => args.includes(name))
  return mode === undefined ? '' : ` ${mode}`
}

function explainUnknown(name: string): string {
  const names = commands.map((command) => command.name)
  const shown = escapeText(name.slice(0, 100))
  if (name === '--json') return 'The command comes first: impressions inspect --json.'
  if (name.startsWith('-')) return `There is no option ${shown}.${suggest(name, ['--help', '--version'])}`
  return `There is no command “${shown}”.${suggest(name, names)} The commands are ${names.join(', ')}.`
}

function suggest(given: string, names: readonly string[]): string {
  const meant = didYouMean(given, names)
  return meant === undefined ? '' : ` Did you mean ${meant}?`
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  const options = end === -1 ? args : args.slice(0, end)
  return options.includes('--help') || options.includes('-h')
}
