import { isDeepStrictEqual } from 'node:util'
import { kindOf, ownPath } from '@experiment-impressions/contract/json'
import type { ChangedField } from '@experiment-impressions/inspection'
import { describeMapping } from '../doctor/words/describe-mapping.js'
import type { Difference } from './compare-sent.js'

/** A difference between what was sent and what the default mapping would have sent, in a sentence. */
export function describeDifference({ kind, name, cause }: Difference): string {
  const what = { lost: `without ${name}`, changed: `with another ${name}`, added: `with ${name}` }[kind]
  if (cause === undefined) return `Sent ${what}, ${unexplained[kind]}.`
  const { field, mapping, usual } = narrow(cause)
  if (mapping === null)
    return `Sent ${what}: “${field}” isn’t mapped; the default is ${describeMapping(usual)}.`
  const unlike = usual === null ? 'and not mapped by default' : `not to ${describeMapping(usual)}`
  return `Sent ${what}: “${field}” is mapped to ${describeMapping(mapping)}, ${unlike}.`
}

/** The one part that differs, if a field is mapped part by part: `time.shown_at`. */
function narrow({ field, mapping, usual }: ChangedField): ChangedField {
  if (!isMappedInParts(mapping) || !isMappedInParts(usual)) return { field, mapping, usual }
  const parts = [...new Set([...Object.keys(mapping), ...Object.keys(usual)])]
  const changed = parts.filter((part) => !isDeepStrictEqual(partOf(mapping, part), partOf(usual, part)))
  const [part, ...others] = changed
  if (part === undefined || others.length > 0) return { field, mapping, usual }
  return { field: `${field}.${part}`, mapping: partOf(mapping, part), usual: partOf(usual, part) }
}

function isMappedInParts(mapping: unknown): mapping is object {
  return kindOf(mapping) === 'object' && Object.keys(mapping as object).every((key) => !key.startsWith('@'))
}

function partOf(mapping: object, part: string): unknown {
  return ownPath(mapping, [part]) ?? null
}

const unexplained = {
  lost: 'which the default mapping and settings send',
  changed: 'not the one of the default mapping and settings',
  added: 'which the default mapping and settings don’t send',
} as const
