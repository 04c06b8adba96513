import { createInputInspector, type InputInspector } from '@experiment-impressions/inspection'
import type { Command, Context } from '../command.js'
import { UnreadableInputError, UsageError } from '../errors.js'
import { exitCode } from '../exit-code.js'
import { openInput } from '../input/open-input.js'
import { parseArguments } from '../parse-arguments.js'
import { columnsOf } from '../terminal/text-width.js'
import { createEventOutput } from './event-output.js'
import { help } from './help.js'
import { renderMistake } from './render-mistake.js'

export const inspectCommand: Command = {
  name: 'inspect',
  summary: 'Shows events in both forms, side by side, with their issues.',
  help,
  async run(args, context) {
    const { values, positionals } = parseArguments(args, help.options, { allowPositionals: true })
    const [path = '-', ...others] = positionals
    if (others.length > 0)
      throw new UsageError('Only one file is allowed. To inspect several, join them with cat and pass -.')
    if (positionals.length === 0 && context.io.stdin.isTTY === true)
      throw new UsageError('There’s nothing to inspect. Pass a file, or pipe an event in.')
    return inspectInput(path, values, context)
  },
}

/** If a file isn't NDJSON, every line is broken, and a few messages are enough. */
const unreadableShown = 20

async function inspectInput(
  path: string,
  { json, all }: { readonly json: boolean; readonly all: boolean },
  { io, style }: Context,
): Promise<number> {
  const inspector = createInputInspector()
  const { summary } = inspector
  const output = createEventOutput({ inspector, isJson: json, isAll: all, io, style })
  let problem: UnreadableInputError | undefined
  await output.start()
  try {
    for await (const part of openInput(path, io)) {
      const inspected = inspector.inspect(part)
      if (inspected.is !== 'broken') await output.put(inspected)
      else if (summary.unreadable <= unreadableShown)
        io.stderr(`impressions inspect: ${renderMistake(inspected.part, columnsOf(io)).join('\n')}\n`)
    }
  } catch (error) {
    // Events before the failure still count, and JSON output must stay valid.
    if (!(error instanceof UnreadableInputError)) throw error
    problem = error
    inspector.failed()
  }
  await output.end(problem !== undefined)
  if (problem !== undefined) throw problem
  return exitCodeFor(inspector)
}

function exitCodeFor({ summary: { unreadable, errors, nearMisses, events } }: InputInspector): number {
  if (unreadable > 0) return exitCode.usage
  return errors + nearMisses > 0 || events === 0 ? exitCode.findings : exitCode.fine
}
