import { countOf } from '@experiment-impressions/inspection'
import type { FindingCode } from '../finding.js'
import type { FindingParams } from '../finding-params.js'
import type { GivenKind } from '../value-kinds.js'

/** The sentences of some codes: what’s wrong and why it matters, what to do, and the likely causes if there are several. */
export type FindingWords<Codes extends FindingCode> = {
  readonly [Code in Codes]: (
    params: FindingParams[Code],
  ) => readonly [reason: string, nextStep: string, causes?: readonly string[]]
}

interface Share {
  readonly events: number
  readonly of: number
}

/** `2 of 15 matching test events`. */
export function share({ events, of }: Share): string {
  if (of === 1) return 'the one matching test event'
  const matching = countOf(of, 'matching test event')
  return events === of ? `all ${matching}` : `${String(events)} of ${matching}`
}

/** `It’s mapped from $.userId.` */
export function mappedFrom({ mapped }: { readonly mapped: string | undefined }): string {
  return mapped === undefined ? 'It isn’t mapped.' : `It’s mapped from ${mapped}.`
}

/** Joins sentences, and leaves out those that don’t apply. */
export function sentences(...parts: readonly (string | false)[]): string {
  return parts.filter((part) => part !== false).join(' ')
}

/** Kinds of values, to follow “is”. */
export const kindNames: Readonly<Record<GivenKind, string>> = {
  'empty string': 'an empty string',
  undefined: 'missing',
  null: 'null',
  array: 'an array',
  object: 'an object',
  string: 'a string',
  number: 'a number',
  boolean: 'a boolean',
  bigint: 'a number',
  function: 'a function',
  symbol: 'a symbol',
}
