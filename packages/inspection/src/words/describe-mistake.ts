import { escapeText } from '@experiment-impressions/contract'
import type { ValueKind } from '@experiment-impressions/contract/json'
import type { Mistake } from '../input/mistake.js'

/** `line 2, column 8 isn’t JSON: expected a colon.` Never quotes the input. */
export function describeMistake({
  line,
  column,
  expected,
  hint,
}: Pick<Mistake, 'line' | 'column' | 'expected' | 'hint'>): string {
  const place = `line ${String(line)}, column ${String(column)}`
  if (hint.is === 'no event') {
    const what = hint.index === null ? place : `${place}: element ${String(hint.index)} of the list`
    return `${what} is ${kinds[hint.found]}, not an event.`
  }
  if (hint.is === 'body in a file') return `${place} sends a file, which isn’t part of the text.`
  return `${place} isn’t JSON: expected ${expected}.`
}

const kinds: Readonly<Record<ValueKind, string>> = {
  undefined: 'nothing',
  null: 'null',
  boolean: 'true or false',
  number: 'a number',
  bigint: 'a number',
  string: 'text',
  array: 'a list in too many lists',
  object: 'an object',
  function: 'a function',
  symbol: 'a symbol',
}

/** What to do about a mistake, in one sentence. */
export function nextStepFor({ line, hint, hintLine }: Pick<Mistake, 'line' | 'hint' | 'hintLine'>): string {
  const here = `on line ${String(line)}`
  switch (hint.is) {
    case 'comma missing':
      return `Add a comma ${hintLine === line ? `before this place ${here}` : `at the end of line ${String(hintLine)}`}.`
    case 'comma too many':
      return `Remove the comma ${here}.`
    case 'colon missing':
      return `Put a colon between the name and its value ${here}.`
    case 'bracket too many':
      return `Remove the bracket ${here}: it closes nothing.`
    case 'bracket wrong':
      return `Replace the bracket ${here} with ${hint.expected}, or add what’s missing before it.`
    case 'not closed':
      return hint.brackets === ''
        ? 'Copy the whole text: its end is missing.'
        : `Copy the whole text: its end is missing, at least ${hint.brackets} on line ${String(line)}.`
    case 'close string':
      return `Close the text that starts on line ${String(hintLine)} with a quote, and write line ends in it as \\n.`
    case 'control':
      return `Write the character ${here} as an escape: \\t for a tab.`
    case 'escape':
      return `Write the backslash ${here} as \\\\.`
    case 'left out':
      return 'The console left a part out here. Print all of it with JSON.stringify(…), or with copy(…) in a browser.'
    case 'curly quote':
      return `Replace the curly quotes ${here} with straight ones: ".`
    case 'word':
      return `Replace ${escapeText(hint.word)} ${here} with its value; if that’s text, put it in quotes.`
    case 'name':
      return `Put a name in double quotes ${here}, a colon and a value.`
    case 'no event':
    case 'no JSON':
      return 'Give a Segment event: { "type": "track", "event": "$impression", … }.'
    case 'body in a file':
      return 'Inspect that file.'
  }
}
