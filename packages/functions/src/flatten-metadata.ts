import { preTransformation } from '@experiment-impressions/contract'

/**
 * Flattens the `metadata` of properties, for hosts that don't forward nested objects: `metadata: { a: { b: 1 } }` becomes
 * `metadata_a_b: 1`, which the transform also reads. Arrays are treated as objects with indices. Existing properties with such
 * names stay unchanged.
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
