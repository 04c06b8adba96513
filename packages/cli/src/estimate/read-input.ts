import type { EstimateInput, ExperimentScope } from '@experiment-impressions/estimate'
import { UsageError } from '../errors.js'
import { countOf, formatCount } from '../terminal/format-number.js'
import { parseExperiment } from './parse-experiment.js'
import { parseAmount, parseCount } from './parse-number.js'

/** The options of `impressions estimate`, as they were typed. */
export interface EstimateOptions {
  readonly mtu?: string | undefined
  readonly experiments?: string | undefined
  readonly experiment?: readonly string[] | undefined
  readonly 'page-views'?: string | undefined
  readonly quota?: string | undefined
}

/** Where `--experiments` counts more than `--experiment` names, the others are listed one by one up to here. */
const mostListed = 10_000

/**
 * What the options say.
 * @throws {UsageError} naming the option that is missing or wrong
 */
export function readInput(options: EstimateOptions): EstimateInput {
  const quota = options.quota === undefined ? undefined : parseCount('--quota', options.quota)
  return {
    monthlyTrackedUsers: parseCount('--mtu', required(options, 'mtu', 'visitors a month')),
    experiments: readExperiments(options),
    pageViewsPerUser: parseAmount(
      '--page-views',
      required(options, 'page-views', 'pages that one visitor views in the month'),
    ),
    ...(quota === undefined ? {} : { quota }),
  }
}

function readExperiments({ experiments, experiment = [] }: EstimateOptions): number | ExperimentScope[] {
  const named = experiment.map(parseExperiment)
  if (experiments === undefined) {
    if (named.length > 0) return named
    throw new UsageError(
      '--experiments is missing: how many run in the month. Or describe each with --experiment.',
    )
  }
  const count = parseCount('--experiments', experiments)
  if (named.length === 0) return count
  if (named.length > count)
    throw new UsageError(
      `--experiments is ${formatCount(count)}, and ${countOf(named.length, '--experiment is', '--experiment are')} given. Raise it, or leave it out.`,
    )
  if (count > mostListed)
    throw new UsageError(
      `--experiments is over ${formatCount(mostListed)}, too many to list beside an --experiment. Give one without the other.`,
    )
  return [...named, ...others(count - named.length, named)]
}

/** Experiments of which only the number is known, named so that they differ from every other. */
function others(count: number, named: readonly ExperimentScope[]): ExperimentScope[] {
  const taken = new Set(named.map(({ name }) => name))
  const list: ExperimentScope[] = []
  for (let number = named.length + 1; list.length < count; number += 1) {
    const name = `experiment ${String(number)}`
    if (!taken.has(name)) list.push({ name })
  }
  return list
}

function required(options: EstimateOptions, name: 'mtu' | 'page-views', meaning: string): string {
  const value = options[name]
  if (value === undefined) throw new UsageError(`--${name} is missing: ${meaning}.`)
  return value
}
