import { isGiven, ownPath } from '@experiment-impressions/contract/json'
import type { ActionDefinition } from '@segment/actions-core'
import { didYouMean } from '../../did-you-mean.js'
import { createFinding, type Finding } from '../finding.js'
import { placeOfField } from './mapped-field.js'
import { resolveMapping } from '../trial/framework.js'
import type { Subscription } from '../read/subscription.js'

type Fields = ActionDefinition<never>['fields']

/** Fields that differ between almost any two events: events that have to agree in one of them share no batch. */
const fineFields: ReadonlySet<string> = new Set([
  'user_id',
  'device_id',
  'insert_id',
  'time',
  'session_id',
  'event_properties',
  'device',
])

/** Whether Segment delivers by batches: the field’s default is true, so only a mapping that says no turns it off. */
export function batches(mapping: Subscription['mapping']): boolean {
  return String(fixed(mapping, 'enable_batching')) !== 'false'
}

/** Checks how a subscription is batched: the size of its batches, and the keys that part them. Pure. */
export function checkBatching(
  subscription: Pick<Subscription, 'place' | 'mapping'>,
  fields: Fields,
): Finding[] {
  const { mapping } = subscription
  return [
    ...checkSize(subscription, fields['batch_size']),
    ...(batches(mapping) ? checkKeys(subscription, Object.keys(fields)) : []),
  ]
}

function checkSize(
  subscription: Pick<Subscription, 'place' | 'mapping'>,
  definition: Fields[string] | undefined,
): Finding[] {
  const { label = 'batch_size', minimum = 1, maximum = Infinity } = definition ?? {}
  const value = fixed(subscription.mapping, 'batch_size')
  // The framework turns text into a number, and does not look at the range.
  const size = typeof value === 'string' ? Number(value) : value
  const isWhole = Number.isInteger(size)
  if (!isGiven(value) || (isWhole && Number(size) >= minimum && Number(size) <= maximum)) return []
  const place = placeOfField(subscription, 'batch_size')
  return [createFinding('BATCH_SIZE_INVALID', place, { label, minimum, maximum, isWhole })]
}

function checkKeys(
  subscription: Pick<Subscription, 'place' | 'mapping'>,
  fields: readonly string[],
): Finding[] {
  const given = [fixed(subscription.mapping, 'batch_keys')].flat()
  const keys = [...new Set(given.filter((key) => typeof key === 'string'))]
  const place = placeOfField(subscription, 'batch_keys')
  const fine = keys.filter((key) => fineFields.has(key))
  return [
    ...keys
      .filter((key) => key !== '' && !fields.includes(key))
      .map((key) => createFinding('BATCH_KEY_UNKNOWN', place, { key, meant: didYouMean(key, fields) })),
    ...(fine.length === 0 ? [] : [createFinding('BATCH_KEYS_TOO_FINE', place, { keys: fine })]),
  ]
}

/** What a field is mapped to where no event has a say in it. */
function fixed(mapping: Subscription['mapping'], field: string): unknown {
  const mapped = ownPath(mapping, [field])
  try {
    return ownPath(resolveMapping({ field: structuredClone(mapped) } as never, {}), ['field'])
  } catch {
    // Segment cannot run it, so it is no size, no key and no “false”.
    return mapped
  }
}
