import { postTransformation } from '@experiment-impressions/contract'

/** Something that experiments need of an event as it was sent. */
export interface SentPart {
  /** Amplitude's name of it. */
  readonly name: string
  readonly path: readonly string[]
  /** The fields of the destination's mapping that it can come from; none for what only a setting changes. */
  readonly fields: readonly string[]
}

/** What is compared where an event wasn't sent as the default mapping and settings send it. */
export const sentParts: readonly SentPart[] = [
  { name: 'event_type', path: ['event_type'], fields: [] },
  property(postTransformation.flagKey, 'flag_key'),
  property(postTransformation.variant, 'variant'),
  property(postTransformation.experimentKey, 'experiment_key'),
  // Its metadata says whether the flag has a user property at all.
  { name: 'user_properties', path: ['user_properties'], fields: ['flag_key', 'variant', 'event_properties'] },
  { name: '$skip_user_properties_sync', path: ['$skip_user_properties_sync'], fields: ['time'] },
  ...['user_id', 'device_id', 'time', 'insert_id'].map((name) => ({ name, path: [name], fields: [name] })),
]

function property(name: string, field: string): SentPart {
  return { name, path: ['event_properties', name], fields: [field] }
}
