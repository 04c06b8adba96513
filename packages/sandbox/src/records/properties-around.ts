import type { JsonObject } from '@experiment-impressions/contract/json'
import type { PropertiesAround } from '@experiment-impressions/inspection'
import type { UserProperties } from '../amplitude/people/property-operations.js'
import { jsonBytes } from '../memory/json-bytes.js'

/** Maximum properties of a record, and bytes of their values: every event contains them twice, before and after. */
const maxProperties = 100
const maxBytes = 16_000

/** Selects the user properties for a record: first those that changed, then others up to the limits. */
export function toPropertiesAround(before: UserProperties, after: UserProperties): PropertiesAround {
  const names = [...new Set([...before.keys(), ...after.keys()])]
  const hasChanged = (name: string): boolean => before.get(name) !== after.get(name)
  const changedFirst = [...names.filter(hasChanged), ...names.filter((name) => !hasChanged(name))]

  const kept = new Set<string>()
  let bytes = 0
  for (const name of changedFirst.slice(0, maxProperties)) {
    bytes += name.length + bytesOf(before.get(name)) + bytesOf(after.get(name))
    if (bytes > maxBytes) break
    kept.add(name)
  }
  const pick = (properties: UserProperties): JsonObject =>
    Object.fromEntries([...properties].filter(([name]) => kept.has(name)))
  const omitted = names.length - kept.size
  return { before: pick(before), after: pick(after), ...(omitted === 0 ? {} : { omitted }) }
}

function bytesOf(value: unknown): number {
  return value === undefined ? 0 : (jsonBytes(value) ?? Infinity)
}
