import type { ValueKind } from '../json/value-kind.js'
import type { IssueCode, IssueParams, IssuePath } from './issues.js'

/** An issue in two parts, each in whole sentences. */
export type Words = readonly [reason: string, nextStep: string]

/** The words of each issue code. */
export type IssueWords = {
  readonly [Code in IssueCode]: (params: Readonly<IssueParams[Code]>, path: IssuePath) => Words
}

/** Who can change a Segment event. */
export const whereCreated = 'where the event is created (the source plugin or your own track call)'

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

/** `1 character`, `5 characters`. */
export function characters(count: number): string {
  return count === 1 ? '1 character' : `${String(count)} characters`
}

/** The words of a value that isn't a string. */
export function notString(what: string, { received, sent }: IssueParams['FLAG_KEY_NOT_STRING']): Words {
  const consequence = sent === 'as text' ? 'so it’s sent as text' : 'so the event can’t be sent'
  return [
    `The ${what} is ${kind(received)}, not a string, ${consequence}.`,
    `Send it as a string ${whereCreated}.`,
  ]
}

/** The words of a number that can't be sent as text. */
export function unsafeNumber(what: string, consequence: string): Words {
  return [
    `The ${what} is a number too large to keep all its digits, or one that prints with an exponent, ${consequence}.`,
    `Send it as a string ${whereCreated}.`,
  ]
}
