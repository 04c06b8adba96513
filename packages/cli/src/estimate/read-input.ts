import { escapeText } from '@experiment-impressions/contract'
import type { EstimateInput, ExperimentScope } from '@experiment-impressions/estimate'
import { didYouMean, formatCount } from '@experiment-impressions/inspection'
import { UsageError } from '../errors.js'
import { parseAmount, parseCount, parseShare } from '../parse-number.js'

/** The options of `impressions estimate`, as typed. */
export interface EstimateOptions {
  readonly mtu?: string | undefined
  readonly experiments?: string | undefined
  readonly experiment?: readonly string[] | undefined
  readonly 'page-views'?: string | undefined
  readonly quota?: string | undefined
}

/** Up to this many experiments are listed one by one, if `--experiment` describes only some of them. */
const mostListed = 10_000

/**
 * Reads the options.
 * @throws {UsageError} naming the option that is missing or wrong
 */
export function readInput(options: EstimateOptions): EstimateInput {
  const quota = options.quota === undefined ? undefined : parseCount('--quota', options.quota)
  return {
    monthlyTrackedUsers: parseCount('--mtu', required(options, 'mtu', 'visitors a month')),
    experiments: readExperiments(options),
    pageViewsPerUser: parseAmount(
      '--page-views',
      required(options, 'page-views', 'pages that one visitor views a month'),
    ),
    ...(quota === undefined ? {} : { quota }),
  }
}

function readExperiments({ experiments, experiment = [] }: EstimateOptions): number | ExperimentScope[] {
  const named = experiment.map(parseExperiment)
  if (experiments === undefined) {
    if (named.length > 0) return named
    throw new UsageError(
      '--experiments is missing. Add the number of experiments in the month, or describe each with --experiment.',
    )
  }
  const count = parseCount('--experiments', experiments)
  if (named.length === 0) return count
  if (named.length > count)
    throw new UsageError(
      `--experiments is ${formatCount(count)}, but --experiment describes ${formatCount(named.length)}. Raise --experiments, or leave it out.`,
    )
  if (count > mostListed)
    throw new UsageError(
      `--experiments is over ${formatCount(mostListed)}, which is too many to list with --experiment. Use one of the two.`,
    )
  return [...named, ...others(count - named.length, named)]
}

/** Experiments without a description, with names that nothing else has. */
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
  if (value === undefined) throw new UsageError(`--${name} is missing. Add the number of ${meaning}.`)
  return value
}

const shares = ['pages', 'audience', 'rollout'] as const
type Share = (typeof shares)[number]

/**
 * Reads `name,pages=0.2,audience=0.5,rollout=0.1`. A share that isn't given is 1.
 * @throws {UsageError} naming the experiment and the share
 */
function parseExperiment(text: string): ExperimentScope {
  const [name, ...parts] = text.split(',').map((part) => part.trim()) as [string, ...string[]]
  const shown = escapeText(name.slice(0, 100))
  if (name === '' || shares.some((share) => name.startsWith(`${share}=`)))
    throw new UsageError("--experiment must start with the experiment’s name: 'name,pages=0.2'.")
  const scope: { -readonly [Key in keyof ExperimentScope]: ExperimentScope[Key] } = { name }
  for (const part of parts) {
    const [key, ...rest] = part.split('=').map((side) => side.trim()) as [string, ...string[]]
    const argument = `--experiment ${shown}: ${escapeText(key.slice(0, 40))}`
    if (part === '')
      throw new UsageError(`--experiment ${shown} has nothing after a comma. Expected pages=0.2.`)
    if (!isShare(key)) throw new UsageError(`${argument} isn’t one of ${shares.join(', ')}.${hint(key)}`)
    if (rest.length === 0) throw new UsageError(`${argument} has no value. Expected ${key}=0.2.`)
    if (scope[key] !== undefined) throw new UsageError(`${argument} is given twice.`)
    scope[key] = parseShare(argument, rest.join('='))
  }
  return scope
}

function isShare(key: string): key is Share {
  return (shares as readonly string[]).includes(key)
}

function hint(key: string): string {
  if (/^\d+%?$/.test(key)) return ' Write decimals with a point: 0.2.'
  const meant = didYouMean(key, shares)
  return meant === undefined ? '' : ` Did you mean ${meant}?`
}
