import { parseArgs } from 'node:util'
import { escapeText } from '@experiment-impressions/contract'
import { didYouMean } from '@experiment-impressions/inspection'
import { errorCode, UsageError } from './errors.js'

/** An option of a command. The parser, `--help` and the README all read it. */
export interface Option {
  /** Placeholder for its value, such as `<file>`. A switch has none. */
  readonly value?: string
  /** What it does, in sentences without the default; code spans are in backticks. */
  readonly text: string
  /** For the help; the command applies it. */
  readonly default?: string
  /** Whether it can be repeated. */
  readonly multiple?: true
}

/** Options by name, without dashes. */
export type Options = Readonly<Record<string, Option>>

interface Parsed<T extends Options> {
  /** Texts as typed, lists of those that can be repeated, and whether each switch is given. */
  readonly values: { readonly [Name in keyof T]: ParsedValue<T[Name]> }
  readonly positionals: readonly string[]
}

type ParsedValue<O extends Option> = O extends { readonly value: string }
  ? O extends { readonly multiple: true }
    ? readonly string[] | undefined
    : string | undefined
  : boolean

/**
 * Parses arguments by a table of options. `--option -5` works, too.
 * @throws {UsageError} naming the argument that is wrong
 */
export function parseArguments<const T extends Options>(
  args: readonly string[],
  options: T,
  { allowPositionals = false }: { readonly allowPositionals?: boolean } = {},
): Parsed<T> {
  const config = Object.fromEntries(
    Object.entries(options).map(([name, { value, multiple = false }]) => [
      name,
      value === undefined
        ? ({ type: 'boolean', default: false } as const)
        : ({ type: 'string', multiple } as const),
    ]),
  )
  try {
    const { values, positionals } = parseArgs({
      args: joinNegativeNumbers(args),
      options: config,
      allowPositionals,
      strict: true,
    })
    // `parseArgs` gives each option the type that the table says.
    return { values: values as unknown as Parsed<T>['values'], positionals }
  } catch (error) {
    throw new UsageError(explain(error, [...Object.keys(options), 'help']))
  }
}

/** Makes `--mtu -5` one argument. Otherwise `parseArgs` reads `-5` as an option, and the error wouldn't be about the number. */
function joinNegativeNumbers(args: readonly string[]): string[] {
  const joined: string[] = []
  for (const arg of args) {
    const before = joined.at(-1)
    if (before !== undefined && /^--[^=]+$/.test(before) && /^-[\d.]/.test(arg)) {
      joined[joined.length - 1] = `${before}=${arg}`
    } else joined.push(arg)
  }
  return joined
}

function explain(error: unknown, names: readonly string[]): string {
  const { message } = error as Error
  const quoted = escapeText((/'(.*?)'/s.exec(message)?.[1] ?? '').slice(0, 100))
  const option = quoted.replace(/ <value>$/, '').replace(/^-\w, /, '')
  switch (errorCode(error)) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION': {
      const meant = didYouMean(option.replace(/^-+/, ''), names)
      return `There is no option ${option}.${meant === undefined ? '' : ` Did you mean --${meant}?`}`
    }
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return message.includes('does not take') ? `${option} takes no value.` : `${option} needs a value.`
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return `The argument “${quoted}” isn’t expected here.`
    default:
      return escapeText(message.slice(0, 500))
  }
}
