import type { Option, Options } from './parse-arguments.js'
import { renderRecipe, type Recipe } from './recipe.js'
import { columnsOf, textWidth, wrapIndented } from './terminal/text-width.js'

/** The usage of a command: `--help` and the tables in the README come from it. */
export interface Help {
  /** Paragraphs; a code span is in backticks. */
  readonly about: readonly string[]
  /** Command lines, without `impressions` in front. */
  readonly usage: readonly string[]
  /** Without `--help`, which every command has. */
  readonly options: Options
  /** Environment variables by name. */
  readonly environment?: Readonly<Record<string, Pick<Option, 'text' | 'default'>>>
  /** Lines for a shell. */
  readonly examples: readonly string[]
  /** How to get what the command reads. */
  readonly recipe?: Recipe
  readonly exitCodes: string
}

/** Width that fits almost every terminal, in columns. */
const usualColumns = 80

/** Renders the help of a command; narrower terminals get shorter lines. */
export function renderHelp(help: Help, terminalColumns?: number): string {
  const columns = helpColumns(terminalColumns)
  const { options, environment } = helpRows(help)
  const { recipe } = help
  return [
    ...help.about.flatMap((paragraph) => [...paragraphLines(paragraph, columns), '']),
    ...help.usage.flatMap((line, index) =>
      usageLines(line, { start: index === 0 ? 'Usage: ' : '       ', columns }),
    ),
    '',
    'Options:',
    ...table([...options, { flag: '--help', text: 'Shows this help.' }], columns),
    '',
    ...(environment.length === 0 ? [] : ['Environment:', ...table(environment, columns), '']),
    'Examples:',
    ...help.examples.map((line) => `  ${line}`),
    '',
    ...(recipe === undefined ? [] : [...renderRecipe(recipe, columns), '']),
    ...paragraphLines(`Exit code: ${help.exitCodes}`, columns),
    '',
  ].join('\n')
}

/** The options and environment variables as rows, for `--help` and for the README. */
export function helpRows({
  options,
  environment = {},
}: Help): Record<'options' | 'environment', OptionRow[]> {
  return {
    options: Object.entries(options).map(([name, { value, ...rest }]) => ({
      flag: value === undefined ? `--${name}` : `--${name} ${value}`,
      ...rest,
    })),
    environment: Object.entries(environment).map(([name, rest]) => ({ flag: name, ...rest })),
  }
}

/** Renders the help of the program. */
export function renderRootHelp(
  commands: readonly { readonly name: string; readonly summary: string }[],
  terminalColumns?: number,
): string {
  const columns = helpColumns(terminalColumns)
  return [
    'Tools for experiment impressions on their way through a CDP to Amplitude.',
    '',
    'Usage: impressions <command> [options]',
    '',
    'Commands:',
    ...table(
      commands.map(({ name, summary }) => ({ flag: name, text: summary })),
      columns,
    ),
    '',
    'Options:',
    ...table(
      [
        { flag: '--json', text: 'Prints JSON. Put it after the command.' },
        { flag: '--help', text: 'Shows this help, or that of a command.' },
        { flag: '--version', text: 'Prints the version.' },
      ],
      columns,
    ),
    '',
    ...paragraphLines(
      'Output on a terminal has colours. NO_COLOR=1 turns them off, FORCE_COLOR=1 on.',
      columns,
    ),
    ...paragraphLines(
      'Exit code: 0 fine, 1 an error was found or an event wasn’t delivered, 2 wrong usage or unreadable input, 130 stopped early.',
      columns,
    ),
    '',
  ].join('\n')
}

function helpColumns(terminalColumns: number = usualColumns): number {
  return Math.min(usualColumns, columnsOf({ columns: terminalColumns }))
}

/** A row of a table of options. */
interface OptionRow extends Pick<Option, 'text'> {
  readonly flag: string
  readonly default?: string | undefined
}

function table(rows: readonly OptionRow[], columns: number): string[] {
  const width = Math.max(...rows.map(({ flag }) => textWidth(flag)))
  return rows.flatMap(({ flag, text, default: usual }) => {
    const words = plain(usual === undefined ? text : `${text} Default: ${usual}.`)
    const [first, ...rest] = wrapIndented(words, width + 4, columns)
    return [`  ${flag.padEnd(width)}  ${first.trimStart()}`, ...rest]
  })
}

function usageLines(
  line: string,
  { start, columns }: { readonly start: string; readonly columns: number },
): string[] {
  // An option and its value stay on one line.
  const joined = `impressions ${line}`.replaceAll(' <', '\u00a0<')
  const [first, ...rest] = wrapIndented(joined, start.length + 2, columns)
  return [`${start}${first.trimStart()}`, ...rest].map((each) => each.replaceAll('\u00a0', ' '))
}

function paragraphLines(text: string, columns: number): string[] {
  return wrapIndented(plain(text), 0, columns)
}

function plain(text: string): string {
  return text.replaceAll('`', '')
}
