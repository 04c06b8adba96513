import { isObject, type JsonObject } from '@experiment-impressions/contract/json'

/** The user properties of one person, by name. */
export type UserProperties = ReadonlyMap<string, unknown>

/** Takes the value that a property has and the operand, and answers the new value; `undefined` removes the property. */
type Operator = (value: unknown, operand: unknown) => unknown

/**
 * In the order in which Amplitude applies the operators of one event, however they were written down.
 * Sources: Amplitude docs, "Identify API" (what each does); Amplitude-TypeScript, `OrderedIdentifyOperations` (the order).
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
 * What a person's properties are after the `user_properties` of one event.
 *
 * Without any operator the whole object is one `$set`. What Amplitude does with plain properties beside operators is
 * undocumented, other than that it is wrong to send them: here they are left out.
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
