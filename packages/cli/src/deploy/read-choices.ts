import { escapeText } from '@experiment-impressions/contract'
import { didYouMean } from '@experiment-impressions/inspection'
import { UsageError } from '../errors.js'
import { parseArguments } from '../parse-arguments.js'
import { publicApiUrl } from '../segment-api/public-api-url.js'
import type { FunctionKind } from '../function-release.js'
import { help } from './help.js'

/** The arguments of `impressions deploy`, checked. */
export interface Choices {
  readonly kind: FunctionKind
  readonly name: string
  readonly id: string | undefined
  /** The id of the destination that an insert function is connected to. */
  readonly integrationId: string | undefined
  /** As typed: `name=value`. */
  readonly settings: readonly string[]
  readonly baseUrl: string
  readonly force: boolean
  readonly isDryRun: boolean
  readonly asJson: boolean
}

const target = 'segment-function'
/** In characters (Segment's docs, “Destination insert functions”). */
const longestName = 120

/**
 * Reads the command's arguments.
 * @throws {UsageError} naming the argument that is wrong, or the two that can't be combined
 */
export function readChoices(args: readonly string[]): Choices {
  const { values, positionals } = parseArguments(args, help.options, { allowPositionals: true })
  checkTarget(positionals)
  const { insert, name, id, integration, setting = [] } = values
  if (name !== undefined && id !== undefined)
    throw new UsageError('--name and --id can’t be combined. Leave one out.')
  if (integration !== undefined && !insert)
    throw new UsageError('--integration needs --insert. Add it, or leave out --integration.')
  if (setting.length > 0 && integration === undefined)
    throw new UsageError('--setting needs --integration. Add it, or leave out --setting.')
  return {
    kind: insert ? 'insert' : 'destination',
    name: checkName(name ?? help.options.name.default),
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
  if (given === undefined)
    throw new UsageError(`The argument ${target} is missing: impressions deploy ${target}.`)
  const shown = escapeText(given.slice(0, 100))
  if (given !== target) {
    const meant = didYouMean(given, [target])
    throw new UsageError(
      `“${shown}” can’t be deployed.${meant === undefined ? '' : ` Did you mean ${meant}?`} Use ${target}.`,
    )
  }
  const [more] = others
  if (more !== undefined)
    throw new UsageError(`The argument “${escapeText(more.slice(0, 100))}” isn’t expected here.`)
}

function checkName(name: string): string {
  const length = Array.from(name).length
  if (name.trim() !== name || length === 0)
    throw new UsageError('--name must not be empty or start or end with a space.')
  if (/\p{Cc}/u.test(name))
    throw new UsageError('--name must not contain line breaks or other control characters.')
  if (length > longestName)
    throw new UsageError(`--name has ${String(length)} characters; Segment allows ${String(longestName)}.`)
  return name
}

/** Ids consist of letters, digits, `_` and `-`. Anything else is a copying mistake. */
function checkId(option: string, id: string): string {
  if (/^[\w-]{1,100}$/.test(id)) return id
  throw new UsageError(`${option} isn’t an id. Expected one such as dfn_65aeb7422d2b911bdba8e184.`)
}
