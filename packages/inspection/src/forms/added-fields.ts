import type { FormSide } from './compare-forms.js'

/** The keys of Amplitude's event that the transform makes. */
const transformed: ReadonlySet<string> = new Set([
  'event_type',
  'user_id',
  'device_id',
  'time',
  'insert_id',
  'event_properties',
  'user_properties',
])

/** What an event as it was sent has besides: what the destination added, such as `os_name` and `partner_id`. */
export function addedFields(post: object): FormSide[] {
  return Object.entries(post)
    .filter(([name]) => !transformed.has(name))
    .map(([name, value]: [string, unknown]) => ({ name, value }))
}
