import { kindOf, ownPath } from '@experiment-impressions/contract/json'
import { isTransformedAtIngestion } from '../forms/at-ingestion.js'
import { compareSent, isOnlyOneSent, isSame, type Difference } from '../record/compare-sent.js'
import type { ChangedField, EventRecord } from '../record/event-record.js'
import { describeMapping } from './describe-mapping.js'

/** How an event was sent otherwise than the default mapping and settings would have sent it: a sentence each. */
export function describeDifferences(record: EventRecord): string[] {
  const { post } = record
  return [
    ...(isOnlyOneSent(record) ? [describeOnlyOne(record)] : []),
    ...(post !== null && isTransformedAtIngestion(post) ? [sentUntransformed] : []),
    ...compareSent(record).map(describeDifference),
  ]
}

/** That an event was sent in its pre-transformation form. */
export const sentUntransformed =
  'Sent untransformed: a setting of the destination leaves the transformation to Amplitude.'

/** That either the sent form or the default one is missing (see `isOnlyOneSent`). */
export function describeOnlyOne({ post }: EventRecord): string {
  return post === null
    ? 'Nothing was sent, though the default mapping and settings would send this event.'
    : 'Sent, though the default mapping and settings send nothing for this event.'
}

/** One difference in a sentence. */
function describeDifference({ kind, name, because }: Difference): string {
  const what = { lost: `without ${name}`, changed: `with another ${name}`, added: `with ${name}` }[kind]
  const [cause] = because
  return cause === undefined
    ? `Sent ${what}, ${unexplained[kind]}.`
    : `Sent ${what}: ${describeChangedField(cause)}.`
}

/** How a field is mapped otherwise than by default: `“variant” is mapped to $.a, not to $.b`. */
export function describeChangedField(changed: ChangedField): string {
  const { field, mapping, usual } = narrow(changed)
  if (mapping === null) return `“${field}” isn’t mapped; the default is ${describeMapping(usual)}`
  const unlike = usual === null ? 'and not mapped by default' : `not to ${describeMapping(usual)}`
  return `“${field}” is mapped to ${describeMapping(mapping)}, ${unlike}`
}

/** The one part that differs, if a field is mapped part by part: `time.shown_at`. */
function narrow({ field, mapping, usual }: ChangedField): ChangedField {
  if (!isMappedInParts(mapping) || !isMappedInParts(usual)) return { field, mapping, usual }
  const parts = [...new Set([...Object.keys(mapping), ...Object.keys(usual)])]
  const changed = parts.filter((part) => !isSame(partOf(mapping, part), partOf(usual, part)))
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
