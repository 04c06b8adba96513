import { isGiven } from '@experiment-impressions/contract/json'
import { batchKeysOf, fixedValue, isBatching } from '@experiment-impressions/sandbox/segment-host'
import { didYouMean } from '@experiment-impressions/inspection'
import type { ActionDefinition } from '@segment/actions-core'
import { createFinding, type Finding } from '../finding.js'
import { placeOfField } from './mapped-field.js'
import type { Subscription } from '../read/subscription.js'

type Fields = ActionDefinition<never>['fields']

/** Fields that differ between almost any two events. As batch keys they keep events from sharing a batch. */
const fineFields: ReadonlySet<string> = new Set([
  'user_id',
  'device_id',
  'insert_id',
  'time',
  'session_id',
  'event_properties',
  'device',
])

/** Checks the batch size and the batch keys of a subscription. Pure. */
export function checkBatching(
  subscription: Pick<Subscription, 'place' | 'mapping'>,
  fields: Fields,
): Finding[] {
  const { mapping } = subscription
  return [
    ...checkSize(subscription, fields['batch_size']),
    ...(isBatching(mapping) ? checkKeys(subscription, Object.keys(fields)) : []),
  ]
}

function checkSize(
  subscription: Pick<Subscription, 'place' | 'mapping'>,
  definition: Fields[string] | undefined,
): Finding[] {
  const { label = 'batch_size', minimum = 1, maximum = Infinity } = definition ?? {}
  const value = fixedValue(subscription.mapping, 'batch_size')
  // The framework turns a string into a number, and doesn’t check the range.
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
  const keys = [...new Set(batchKeysOf(subscription.mapping))]
  const place = placeOfField(subscription, 'batch_keys')
  const fine = keys.filter((key) => fineFields.has(key))
  return [
    ...keys
      .filter((key) => key !== '' && !fields.includes(key))
      .map((key) => createFinding('BATCH_KEY_UNKNOWN', place, { key, meant: didYouMean(key, fields) })),
    ...(fine.length === 0 ? [] : [createFinding('BATCH_KEYS_TOO_FINE', place, { keys: fine })]),
  ]
}
