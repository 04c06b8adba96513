import { isObject, type JsonObject } from '@experiment-impressions/contract/json'

/** One person's user properties, by name. */
export type UserProperties = ReadonlyMap<string, unknown>

/** Returns the new value of a property; `undefined` removes the property. */
type Operator = (value: unknown, operand: unknown) => unknown

/**
 * In the order in which Amplitude applies the operators of one event, whatever their order in the event.
 * Sources: Amplitude docs, "Identify API" (the operators); Amplitude-TypeScript, `OrderedIdentifyOperations` (the order).
 */
const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['$unset', () => undefined],
  ['$set', (_, operand) => operand],
  ['$setOnce', (value, operand) => value ?? operand],
  ['$add', (value, operand) => sum(value, operand)],
  ['$append', (value, operand) => [...listOf(value), ...listOf(operand)]],
  ['$prepend', (value, operand) => [...listOf(operand), ...listOf(value)]],
  ['$preInsert', (value, operand) => [...missing(listOf(operand), listOf(value)), ...listOf(value)]],
  ['$postInsert', (value, operand) => [...listOf(value), ...missing(listOf(operand), listOf(value))]],
  ['$remove', (value, operand) => (Array.isArray(value) ? missing(value, listOf(operand)) : value)],
])

const clearAll = '$clearAll'

/**
 * Applies the `user_properties` of one event. Returns the person's new properties.
 *
 * Without operators, the whole object counts as a `$set`. Amplitude's docs call plain properties next to operators wrong, but
 * don't say how Amplitude handles them. Here they are ignored.
 */
export function applyOperations(before: UserProperties, userProperties: JsonObject): UserProperties {
  const names = Object.keys(userProperties)
  const hasOperators = names.some((name) => name === clearAll || operators.has(name))
  const requested = hasOperators ? userProperties : { $set: userProperties }

  const after = new Map(Object.hasOwn(requested, clearAll) ? [] : before)
  for (const [name, operator] of operators) {
    const operands = Object.hasOwn(requested, name) ? requested[name] : undefined
    if (!isObject(operands)) continue
    for (const [property, operand] of Object.entries(operands)) {
      const value = operator(after.get(property), operand)
      if (value === undefined) after.delete(property)
      else after.set(property, value)
    }
  }
  return after
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

function missing(values: readonly unknown[], from: readonly unknown[]): readonly unknown[] {
  const known = new Set(from.map((value) => JSON.stringify(value)))
  return values.filter((value) => !known.has(JSON.stringify(value)))
}

function sum(value: unknown, operand: unknown): unknown {
  if (typeof operand !== 'number') return value
  return (typeof value === 'number' ? value : 0) + operand
}
