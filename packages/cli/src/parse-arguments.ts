import { parseArgs, type ParseArgsConfig } from 'node:util'
import { escapeText } from '@experiment-impressions/contract'
import { didYouMean } from './did-you-mean.js'
import { errorCode, UsageError } from './errors.js'

type Options = NonNullable<ParseArgsConfig['options']>
type Parsed<T extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T; allowPositionals: boolean; strict: true }>
>

/** `node:util`’s `parseArgs`, strict, with refusals as {@link UsageError} and `--option -5` understood. */
export function parseArguments<const T extends Options>(
  args: readonly string[],
  options: T,
  { allowPositionals = false }: { readonly allowPositionals?: boolean } = {},
): Parsed<T> {
  try {
    return parseArgs({ args: joinNegativeNumbers(args), options, allowPositionals, strict: true })
  } catch (error) {
    throw new UsageError(explain(error, [...Object.keys(options), 'help']))
  }
}

/** Makes `--mtu -5` one argument: `parseArgs` would take `-5` for an option and not say what is wrong with the number. */
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
      return `The argument “${quoted}” is not expected here.`
    default:
      return escapeText(message.slice(0, 500))
  }
}
