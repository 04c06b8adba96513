import { isObject, kindOf } from '@experiment-impressions/contract/json'
import { endpointPaths } from '@experiment-impressions/delivery'
import { cuts, type Fault } from './fault.js'

/** A problem with a fault that was sent. */
export interface FaultProblem {
  /** The field, or `null` for the whole fault. */
  readonly field: string | null
  readonly reason: string
  readonly expected: string
}

interface Field {
  readonly expected: string
  /** Returns the problem with a value; `undefined` if it's valid. */
  readonly check: (value: unknown) => string | undefined
}

const fields: Readonly<Record<keyof Fault, Field>> = {
  status: whole(200, 599),
  body: { expected: 'any JSON', check: () => undefined },
  delayMs: whole(0, 600_000),
  cut: oneOf(cuts),
  silencedDevices: {
    expected: 'an array of device ids',
    check: (value) => {
      if (!Array.isArray(value)) return `is ${describeKind(value)}`
      const hasIds = value.length > 0 && value.every((id) => typeof id === 'string')
      return hasIds ? undefined : 'is empty or contains something else'
    },
  },
  every: whole(1, 1_000_000),
  times: whole(1, 1_000_000),
  path: oneOf(Object.keys(endpointPaths)),
}

const effects = ['status', 'body', 'delayMs', 'cut', 'silencedDevices'] as const

/** Reads a fault. If it's invalid, returns the problem, without the value that was sent. */
export function readFault(value: unknown): { readonly fault: Fault } | { readonly problem: FaultProblem } {
  if (!isObject(value)) return problem(null, 'isn’t a JSON object', 'an object with the fields of a fault')
  for (const [name, given] of Object.entries(value)) {
    if (!Object.hasOwn(fields, name))
      return problem(name, 'isn’t a field of a fault', `one of ${Object.keys(fields).join(', ')}`)
    const { check, expected } = fields[name as keyof Fault]
    const reason = check(given)
    if (reason !== undefined) return problem(name, reason, expected)
  }
  if (effects.every((name) => value[name] === undefined))
    return problem(null, 'does nothing', `at least one of ${effects.join(', ')}`)
  const conflict = conflictIn(value)
  return conflict ?? { fault: value }
}

/** Returns the problem with a combination of fields: two answers, or an answer and none. */
function conflictIn({
  status,
  body,
  cut,
  silencedDevices,
  path,
}: Fault): ReturnType<typeof problem> | undefined {
  const answers = status !== undefined || body !== undefined
  if (answers && (cut === 'before' || cut === 'after'))
    return problem('cut', 'prevents any answer, but the fault has one', 'halfway, or neither status nor body')
  if (silencedDevices === undefined) return undefined
  if (answers || cut !== undefined)
    return problem('silencedDevices', 'already has an answer', 'no status, body or cut next to it')
  if (path !== undefined && path !== 'httpapi' && path !== 'batch')
    return problem('path', 'doesn’t receive events', 'httpapi or batch next to silencedDevices')
  return undefined
}

function problem(field: string | null, reason: string, expected: string) {
  return { problem: { field, reason, expected } }
}

function whole(minimum: number, maximum: number): Field {
  return {
    expected: `a whole number from ${String(minimum)} to ${String(maximum)}`,
    check: (value) => {
      if (typeof value !== 'number') return `is ${describeKind(value)}`
      return Number.isInteger(value) && value >= minimum && value <= maximum ? undefined : 'is out of range'
    },
  }
}

function oneOf(values: readonly string[]): Field {
  return {
    expected: `one of ${values.join(', ')}`,
    check: (value) => {
      if (typeof value !== 'string') return `is ${describeKind(value)}`
      return values.includes(value) ? undefined : 'isn’t one of the allowed values'
    },
  }
}

/** The kind of a JSON value, to follow “is”. */
function describeKind(value: unknown): string {
  const kind = kindOf(value)
  return kind === 'null' ? kind : `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`
}
