import { kindOf } from '@experiment-impressions/contract/json'
import type { InputPart, Reading } from './input-part.js'
import { excerptAt } from './mistake.js'
import type { Place } from './place.js'
import { isCall } from './wrapped/is-call.js'
import { unwrap } from './wrapped/unwrap.js'

/** How a value stood in the input. */
export type From = Pick<Reading, 'from' | 'leniencies'>

/** A value that was JSON. */
const plainJson: From = { from: 'json', leniencies: [] }
const plainReading: Reading = { ...plainJson, within: '' }

/** Where a text starts, and the text if it's short. */
type Start = Place & { readonly text?: string }

/** The events in the values of one text, and a mistake for each that is no event: a number, a word. */
export function partsOf(
  values: readonly unknown[],
  { line, column, text = '' }: Start,
  from: From = plainJson,
): InputPart[] {
  const [only] = values
  if (values.length === 1 && isCall(only))
    return [{ kind: 'event', event: only, line, index: null, reading: readingOf('', from) }]
  const found = values.flatMap(unwrap)
  const isList = found.length > 1 || Array.isArray(only)
  return found.map(({ event, within }, index) =>
    typeof event === 'object' && event !== null && !Array.isArray(event)
      ? {
          kind: 'event',
          event,
          line,
          index: isList || within.includes('[]') ? index + 1 : null,
          reading: readingOf(within, from),
        }
      : {
          kind: 'broken',
          line,
          column,
          expected: 'an event',
          hint: { is: 'no event', found: kindOf(event), index: isList ? index + 1 : null },
          hintLine: line,
          excerpt: excerptAt(isList ? '' : text, 0),
        },
  )
}

function readingOf(within: string, from: From): Reading {
  if (within === '' && from === plainJson) return plainReading
  // A request has its events in its body.
  const isRequest = from.from === 'curl' || from.from === 'fetch'
  return { ...from, within: isRequest ? within.replace(/^body(?: \(string\))?\.?/, '') : within }
}
