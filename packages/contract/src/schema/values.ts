import { smallestPlainNumber } from '../text/unsafe-number.js'
import type { JsonSchema } from './json-schema.js'

/**
 * A number that keeps its digits as text (`isUnsafeNumber` is false). Says nothing about values of other types, so it goes
 * beside any `type`.
 */
export const plainNumber: JsonSchema = {
  minimum: Number.MIN_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
  anyOf: [{ const: 0 }, { minimum: smallestPlainNumber }, { maximum: -smallestPlainNumber }],
}

/** Text, or what is sent as its text; none where it is null. */
export const optionalText: JsonSchema = { type: ['string', 'number', 'boolean', 'null'] }

/** The same where a number that lost its digits is an error. */
export const optionalKey: JsonSchema = { ...optionalText, ...plainNumber }
