import {
  EstimateInputError,
  estimateImpressions,
  type Estimate,
  type EstimateInput,
} from '@experiment-impressions/estimate'
import { escapeText } from '@experiment-impressions/contract'
import type { Command } from '../command.js'
import { UsageError } from '../errors.js'
import { exitCode } from '../exit-code.js'
import { parseArguments } from '../parse-arguments.js'
import { safeJson } from '../terminal/safe-json.js'
import { columnsOf } from '../terminal/text-width.js'
import { help } from './help.js'
import { readInput } from './read-input.js'
import { renderEstimate } from './render-estimate.js'

export const estimateCommand: Command = {
  name: 'estimate',
  summary: 'Estimates a month’s impressions, and when a quota runs out.',
  help,
  async run(args, { io, style }) {
    const { values } = parseArguments(args, help.options)
    const input = readInput(values)
    const estimate = estimateFor(input)
    await io.stdout(
      values.json
        ? `${safeJson({ input, ...estimate }, 2)}\n`
        : renderEstimate(input, estimate, { columns: columnsOf(io), style }),
    )
    return exitCode.fine
  },
}

function estimateFor(input: EstimateInput): Estimate {
  try {
    return estimateImpressions(input)
  } catch (error) {
    if (!(error instanceof EstimateInputError)) throw error
    throw new UsageError(
      `${optionOf(error.argument, input)} is ${error.received}. Expected ${error.expected}.`,
    )
  }
}

/** The option behind an argument of `estimateImpressions`. */
function optionOf(argument: string, { experiments }: EstimateInput): string {
  const [, index] = /^experiments\[(\d+)\]/.exec(argument) ?? []
  if (index !== undefined && typeof experiments !== 'number')
    return `--experiment ${escapeText(experiments[Number(index)]?.name ?? '')}`
  return argument
    .replace('monthlyTrackedUsers', '--mtu')
    .replace('experiments', '--experiments')
    .replace('pageViewsPerUser', '--page-views')
}
