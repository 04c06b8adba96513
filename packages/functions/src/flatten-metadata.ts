import { preTransformation } from '@experiment-impressions/contract'

/**
 * The same properties without an object in their `metadata`, for hosts that forward none: `metadata: { a: { b: 1 } }` becomes
 * `metadata_a_b: 1`, which the transform reads as well. Arrays count as objects with indices. A property that has such a name
 * already stays as it is.
 */
export function flattenMetadata(
  properties: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { [preTransformation.metadata]: metadata, ...others } = properties
  return { ...flatten(preTransformation.metadata, metadata), ...others }
}

function flatten(name: string, value: unknown): Record<string, unknown> {
  if (value === undefined) return {}
  if (typeof value !== 'object' || value === null) return { [name]: value }
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, each]) => flatten(`${name}_${key}`, each)),
  ) as Record<string, unknown>
}
