import type { ExperimentScope } from '@experiment-impressions/estimate'
import { escapeText } from '@experiment-impressions/contract'
import { didYouMean } from '../did-you-mean.js'
import { UsageError } from '../errors.js'
import { parseShare } from './parse-number.js'

const shares = ['pages', 'audience', 'rollout'] as const
type Share = (typeof shares)[number]

/**
 * Reads `name,pages=0.2,audience=0.5,rollout=0.1`; shares left out are 1.
 * @throws {UsageError} naming the experiment and the share
 */
export function parseExperiment(text: string): ExperimentScope {
  const [name, ...parts] = text.split(',').map((part) => part.trim()) as [string, ...string[]]
  const shown = escapeText(name.slice(0, 100))
  if (name === '' || shares.some((share) => name.startsWith(`${share}=`)))
    throw new UsageError("--experiment starts with the experiment’s name: 'name,pages=0.2'.")
  const scope: { -readonly [Key in keyof ExperimentScope]: ExperimentScope[Key] } = { name }
  for (const part of parts) {
    const [key, ...rest] = part.split('=').map((side) => side.trim()) as [string, ...string[]]
    const argument = `--experiment ${shown}: ${escapeText(key.slice(0, 40))}`
    if (part === '')
      throw new UsageError(`--experiment ${shown} has nothing after a comma; expected pages=0.2.`)
    if (!isShare(key)) throw new UsageError(`${argument} is not one of ${shares.join(', ')}.${hint(key)}`)
    if (rest.length === 0) throw new UsageError(`${argument} has no value; expected ${key}=0.2.`)
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
