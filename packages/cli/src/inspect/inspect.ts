import type { Severity } from '@experiment-impressions/contract'
import {
  countInspection,
  countSkipped,
  describeBroken,
  emptySummary,
  inspectEvent,
  summaryWords,
  type InputPart,
  type InspectedSummary,
} from '@experiment-impressions/inspection'
import type { Command, Context } from '../command.js'
import { UnreadableInputError, UsageError } from '../errors.js'
import { exitCode } from '../exit-code.js'
import { parseArguments } from '../parse-arguments.js'
import { jsonOutput } from './json-output.js'
import { openInput } from '../input/open-input.js'
import type { Style } from '../terminal/style.js'
import { widthWithoutTerminal } from '../terminal/text-width.js'
import { help } from './help.js'
import { renderInspection } from './render-inspection.js'

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
    return inspectInput(path, values.json, context)
  },
}

async function inspectInput(path: string, asJson: boolean, { io, style }: Context): Promise<number> {
  const summary = emptySummary()
  const columns = Math.max(20, io.columns ?? widthWithoutTerminal)
  let problem: UnreadableInputError | undefined
  if (asJson) await io.stdout(jsonOutput.start)
  try {
    for await (const read of openInput(path, io)) {
      if (read.kind === 'broken') {
        summary.unreadable += 1
        if (summary.unreadable <= unreadableShown) io.stderr(`impressions inspect: ${describeBroken(read)}\n`)
        continue
      }
      const inspection = inspectEvent(read.event)
      if (inspection === undefined) {
        countSkipped(summary, read.event)
        continue
      }
      const { line, index } = read
      await io.stdout(
        asJson
          ? jsonOutput.event(inspection, { line, index }, summary.events === 0)
          : renderInspection(inspection, { place: placeOf(read), columns, style }),
      )
      countInspection(summary, inspection)
    }
  } catch (error) {
    // Events before the failure still count, and JSON output must stay valid.
    if (!(error instanceof UnreadableInputError)) throw error
    problem = error
    summary.unreadable += 1
  }
  if (asJson) await io.stdout(jsonOutput.end(summary))
  else if (problem === undefined || summary.events > 0) await io.stdout(renderSummary(summary, style))
  if (problem !== undefined) throw problem
  if (summary.unreadable > 0) return exitCode.usage
  return summary.errors > 0 ? exitCode.findings : exitCode.fine
}

/** If a file isn't NDJSON, every line is broken, and a few messages are enough. */
const unreadableShown = 20

function placeOf({ line, index }: Extract<InputPart, { kind: 'event' }>): string {
  if (index === null) return `line ${String(line)}`
  return `event ${String(index)} of the array${line === 1 ? '' : ` in line ${String(line)}`}`
}

function renderSummary(summary: InspectedSummary, { title, faint, bad, warning }: Style): string {
  const paint: Record<Severity, (text: string) => string> = {
    error: bad,
    warning,
    suggestion: (text) => text,
  }
  const { found, skipped, unreadable } = summaryWords(summary, (text, severity) => paint[severity](text))
  return [
    title(found),
    ...(skipped === undefined ? [] : [faint(skipped)]),
    ...(unreadable === undefined ? [] : [bad(unreadable)]),
    '',
  ].join('\n')
}
