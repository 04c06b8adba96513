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
import { widthWithoutTerminal } from '../terminal/text-width.js'
import { readInput } from './read-input.js'
import { renderEstimate } from './render-estimate.js'

const help = `Estimates how many impressions a month brings: the upper bound, what narrows it,
and when a quota runs out.

Usage: impressions estimate --mtu <number> --experiments <number>
                            --page-views <number> [options]

Options:
  --mtu <number>          Visitors a month (monthly tracked users): M.
  --experiments <number>  Experiments that run in the month: E.
  --page-views <number>   Pages that one visitor views in the month, on
                          average: P.
  --experiment <scope>    One experiment and how much of the traffic it reaches:
                          'name,pages=0.2,audience=0.5,rollout=0.1'. Give it
                          once for each. A share goes from 0 to 1, or from 0% to
                          100%, and is 1 where left out. Without --experiments
                          there are as many as are given; with it, the others
                          reach everybody.
  --quota <number>        Impressions that the month may have.
  --json                  Prints the estimate as JSON.
  --help                  Shows this.

Examples:
  impressions estimate --mtu 100000 --experiments 4 --page-views 12
  impressions estimate --mtu 100000 --experiments 4 --page-views 12 \\
    --experiment 'hero,pages=20%,rollout=50%' --quota 2000000
  impressions estimate --mtu 100,000 --page-views 12 --experiment checkout

Exit code: 0 fine, 2 a number is missing or wrong.
`

export const estimateCommand: Command = {
  name: 'estimate',
  summary: 'Estimates a month’s impressions, and when a quota runs out.',
  help,
  async run(args, { io, style }) {
    const { values } = parseArguments(args, {
      mtu: { type: 'string' },
      experiments: { type: 'string' },
      'page-views': { type: 'string' },
      experiment: { type: 'string', multiple: true },
      quota: { type: 'string' },
      json: { type: 'boolean' },
    })
    const input = readInput(values)
    const estimate = estimateFor(input)
    const columns = io.columns ?? widthWithoutTerminal
    await io.stdout(
      values.json === true
        ? `${safeJson({ input, ...estimate }, 2)}\n`
        : renderEstimate(input, estimate, { columns, style }),
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
      `${optionOf(error.argument, input)} is ${error.received}; expected ${error.expected}.`,
    )
  }
}

/** What the user typed for an argument of `estimateImpressions`. */
function optionOf(argument: string, { experiments }: EstimateInput): string {
  const [, index] = /^experiments\[(\d+)\]/.exec(argument) ?? []
  if (index !== undefined && typeof experiments !== 'number')
    return `--experiment ${escapeText(experiments[Number(index)]?.name ?? '')}`
  return argument
    .replace('monthlyTrackedUsers', '--mtu')
    .replace('experiments', '--experiments')
    .replace('pageViewsPerUser', '--page-views')
}
