import { isObject } from '@experiment-impressions/contract/json'
import { cuts, endpoints, type Fault } from './fault.js'

/** What is wrong with a fault that was sent. */
export interface FaultProblem {
  /** The field, or `null` for the whole. */
  readonly field: string | null
  readonly reason: string
  readonly expected: string
}

interface Field {
  readonly expected: string
  /** What is wrong with a value; `undefined` where nothing is. */
  readonly flawOf: (value: unknown) => string | undefined
}

const fields: Readonly<Record<keyof Fault, Field>> = {
  status: whole(200, 599),
  body: { expected: 'any JSON', flawOf: () => undefined },
  delayMs: whole(0, 600_000),
  cut: oneOf(cuts),
  silencedDevices: {
    expected: 'a list of device ids',
    flawOf: (value) => {
      if (!Array.isArray(value)) return `is ${kindOf(value)}`
      const holdsIds = value.length > 0 && value.every((id) => typeof id === 'string')
      return holdsIds ? undefined : 'is empty or holds something else'
    },
  },
  every: whole(1, 1_000_000),
  times: whole(1, 1_000_000),
  path: oneOf(endpoints),
}

const effects = ['status', 'body', 'delayMs', 'cut', 'silencedDevices'] as const

/** Reads a fault, or says what is wrong with it: never with the value that was sent. */
export function readFault(value: unknown): { readonly fault: Fault } | { readonly problem: FaultProblem } {
  if (!isObject(value)) return problem(null, 'is no JSON object', 'an object with the fields of one fault')
  for (const [name, given] of Object.entries(value)) {
    if (!Object.hasOwn(fields, name))
      return problem(name, 'is no field of a fault', `one of ${Object.keys(fields).join(', ')}`)
    const { flawOf, expected } = fields[name as keyof Fault]
    const flaw = flawOf(given)
    if (flaw !== undefined) return problem(name, flaw, expected)
  }
  if (effects.every((name) => value[name] === undefined))
    return problem(null, 'does nothing', `at least one of ${effects.join(', ')}`)
  const clash = clashOf(value)
  return clash ?? { fault: value }
}

/** What cannot be had together: an answer and none, two answers. */
function clashOf({
  status,
  body,
  cut,
  silencedDevices,
  path,
}: Fault): ReturnType<typeof problem> | undefined {
  const answers = status !== undefined || body !== undefined
  if (answers && (cut === 'before' || cut === 'after'))
    return problem(
      'cut',
      'lets no answer through, but the fault has one',
      'halfway, or neither status nor body',
    )
  if (silencedDevices === undefined) return undefined
  if (answers || cut !== undefined)
    return problem('silencedDevices', 'has an answer of its own', 'neither status, body nor cut beside it')
  if (path !== undefined && path !== 'httpapi' && path !== 'batch')
    return problem('path', 'takes no events', 'httpapi or batch beside silencedDevices')
  return undefined
}

function problem(field: string | null, reason: string, expected: string) {
  return { problem: { field, reason, expected } }
}

function whole(least: number, most: number): Field {
  return {
    expected: `a whole number from ${String(least)} to ${String(most)}`,
    flawOf: (value) => {
      if (typeof value !== 'number') return `is ${kindOf(value)}`
      return Number.isInteger(value) && value >= least && value <= most ? undefined : 'is out of range'
    },
  }
}

function oneOf(values: readonly string[]): Field {
  return {
    expected: `one of ${values.join(', ')}`,
    flawOf: (value) => {
      if (typeof value !== 'string') return `is ${kindOf(value)}`
      return values.includes(value) ? undefined : 'is none of them'
    },
  }
}

/** The kind of a JSON value. */
function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') return 'a text'
  if (typeof value === 'object') return 'an object'
  return `a ${typeof value}`
}
