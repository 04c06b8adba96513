import { didYouMean, outcomes } from '@experiment-impressions/inspection'
import { namedFields, parseQuery, unknownFields, type NamedField } from '../route/query.js'
import { conditions } from './filter.js'

/** The values of the fields that have only some. */
export const fieldValues = {
  kind: ['impression', 'exposure'],
  outcome: outcomes,
  is: Object.keys(conditions),
} as const satisfies Partial<Record<NamedField, readonly string[]>>

/** A part of a query that finds nothing, because there is no such field or value. */
export interface QueryNote {
  readonly given: string
  /** What it isn’t: a field, or a value of this field. */
  readonly of: 'field' | keyof typeof fieldValues
  readonly known: readonly string[]
  /** The query with what was probably meant, and what that is; `undefined` if nothing is similar. */
  readonly meant: { readonly word: string; readonly query: string } | undefined
}

/** The first part of a query that isn’t known; `undefined` if all of it is. */
export function queryNote(query: string): QueryNote | undefined {
  const [name] = unknownFields(query)
  if (name !== undefined) return note(query, 'field', name)
  for (const { field, value } of parseQuery(query)) {
    if (hasValues(field) && !namesOf(field).includes(value.toLowerCase())) return note(query, field, value)
  }
  return undefined
}

function note(query: string, of: QueryNote['of'], given: string): QueryNote {
  const known = namesOf(of)
  const word = didYouMean(given.toLowerCase(), known)
  const [wrong, right] =
    of === 'field' ? [`${given}:`, `${word ?? ''}:`] : [`${of}:${given}`, `${of}:${word ?? ''}`]
  const at = query.toLowerCase().indexOf(wrong.toLowerCase())
  return {
    given,
    of,
    known,
    meant:
      word === undefined || at === -1
        ? undefined
        : { word, query: `${query.slice(0, at)}${right}${query.slice(at + wrong.length)}` },
  }
}

function namesOf(of: QueryNote['of']): readonly string[] {
  return of === 'field' ? namedFields : fieldValues[of]
}

function hasValues(field: string): field is keyof typeof fieldValues {
  return Object.hasOwn(fieldValues, field)
}
