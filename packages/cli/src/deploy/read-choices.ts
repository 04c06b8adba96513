import { escapeText } from '@experiment-impressions/contract'
import { didYouMean } from '../did-you-mean.js'
import { UsageError } from '../errors.js'
import { parseArguments } from '../parse-arguments.js'
import { publicApiUrl } from '../segment-api/public-api-url.js'
import type { FunctionKind } from './function-release.js'

/** What the command was asked to do. */
export interface Choices {
  readonly kind: FunctionKind
  readonly name: string
  readonly id: string | undefined
  /** The id of the destination that an insert function is connected to. */
  readonly integrationId: string | undefined
  /** `name=value`, each. */
  readonly settings: readonly string[]
  readonly baseUrl: string
  readonly force: boolean
  readonly isDryRun: boolean
  readonly asJson: boolean
}

const target = 'segment-function'
const defaultName = 'Amplitude Experiment Impressions'
/** Longest display name, in characters (Segment's docs, “Destination insert functions”). */
const longestName = 120

/**
 * Reads the command's arguments.
 * @throws {UsageError} naming what is wrong, or the two that contradict each other
 */
export function readChoices(args: readonly string[]): Choices {
  const { values, positionals } = parseArguments(
    args,
    {
      insert: { type: 'boolean', default: false },
      name: { type: 'string' },
      id: { type: 'string' },
      integration: { type: 'string' },
      setting: { type: 'string', multiple: true },
      region: { type: 'string' },
      'segment-api-url': { type: 'string' },
      force: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    { allowPositionals: true },
  )
  checkTarget(positionals)
  const { insert, name, id, integration, setting = [] } = values
  if (name !== undefined && id !== undefined)
    throw new UsageError('--name and --id contradict each other. Leave one of them out.')
  if (integration !== undefined && !insert)
    throw new UsageError('--integration connects an insert function. Add --insert, or leave it out.')
  if (setting.length > 0 && integration === undefined)
    throw new UsageError(
      '--setting is for the destination that --integration names. Add that, or leave out --setting.',
    )
  return {
    kind: insert ? 'insert' : 'destination',
    name: checkName(name ?? defaultName),
    id: id === undefined ? undefined : checkId('--id', id),
    integrationId: integration === undefined ? undefined : checkId('--integration', integration),
    settings: setting,
    baseUrl: publicApiUrl(values.region, values['segment-api-url']),
    force: values.force,
    isDryRun: values['dry-run'],
    asJson: values.json,
  }
}

function checkTarget([given, ...others]: readonly string[]): void {
  if (given === undefined) throw new UsageError(`Say what to deploy: impressions deploy ${target}.`)
  const shown = escapeText(given.slice(0, 100))
  if (given !== target) {
    const meant = didYouMean(given, [target])
    throw new UsageError(
      `“${shown}” can’t be deployed.${meant === undefined ? '' : ` Did you mean ${meant}?`} What can is ${target}.`,
    )
  }
  const [more] = others
  if (more !== undefined)
    throw new UsageError(`The argument “${escapeText(more.slice(0, 100))}” is not expected here.`)
}

function checkName(name: string): string {
  const length = Array.from(name).length
  if (name.trim() !== name || length === 0)
    throw new UsageError('--name needs a name without spaces around it.')
  if (/\p{Cc}/u.test(name)) throw new UsageError('--name has a line break or another control character.')
  if (length > longestName)
    throw new UsageError(
      `--name has ${String(length)} characters; Segment takes at most ${String(longestName)}.`,
    )
  return name
}

/** Ids are letters, digits, `_` and `-`: everything else is a mistake in copying. */
function checkId(option: string, id: string): string {
  if (/^[\w-]{1,100}$/.test(id)) return id
  throw new UsageError(`${option} isn’t an id; expected one such as dfn_65aeb7422d2b911bdba8e184.`)
}
