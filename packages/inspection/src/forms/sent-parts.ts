import { postTransformation } from '@experiment-impressions/contract'

/** A part of a sent event that experiments need. */
export interface SentPart {
  /** Amplitude's name for it. */
  readonly name: string
  readonly path: readonly string[]
  /** The mapping fields that it can come from; none if only a setting changes it. */
  readonly fields: readonly string[]
}

/** The parts to compare with what the default mapping and settings send. */
export const sentParts: readonly SentPart[] = [
  { name: 'event_type', path: ['event_type'], fields: [] },
  property(postTransformation.flagKey, 'flag_key'),
  property(postTransformation.variant, 'variant'),
  property(postTransformation.experimentKey, 'experiment_key'),
  // The flag's metadata says whether it has a user property at all.
  { name: 'user_properties', path: ['user_properties'], fields: ['flag_key', 'variant', 'event_properties'] },
  { name: '$skip_user_properties_sync', path: ['$skip_user_properties_sync'], fields: ['time'] },
  ...['user_id', 'device_id', 'time', 'insert_id'].map((name) => ({ name, path: [name], fields: [name] })),
]

function property(name: string, field: string): SentPart {
  return { name, path: ['event_properties', name], fields: [field] }
}
