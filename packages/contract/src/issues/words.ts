import type { ValueKind } from '../json/value-kind.js'

/** An issue in two parts, whole sentences each. */
export type Words = readonly [reason: string, nextStep: string]

/** `a number`, `an object`, `nothing`. */
export function kind(received: ValueKind): string {
  switch (received) {
    case 'undefined':
      return 'nothing'
    case 'null':
      return 'null'
    case 'array':
    case 'object':
      return `an ${received}`
    default:
      return `a ${received}`
  }
}
