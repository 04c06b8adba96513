import type { FormSide } from './compare-forms.js'

/** The keys that the transform sets. */
const transformed: ReadonlySet<string> = new Set([
  'event_type',
  'user_id',
  'device_id',
  'time',
  'insert_id',
  'event_properties',
  'user_properties',
])

/** The fields of a sent event that the destination added, such as `os_name` and `partner_id`. */
export function addedFields(post: object): FormSide[] {
  return Object.entries(post)
    .filter(([name]) => !transformed.has(name))
    .map(([name, value]: [string, unknown]) => ({ name, value }))
}
