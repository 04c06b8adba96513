import { smallestPlainNumber } from '../text/unsafe-number.js'

/** A JSON Schema, draft-07: the draft that Segment Protocols accepts. */
export type JsonSchema = Readonly<Record<string, unknown>>

/**
 * A number that keeps its digits as text (`isUnsafeNumber` is false). It doesn't constrain other types, so you can combine it
 * with any `type`.
 */
export const plainNumber: JsonSchema = {
  minimum: Number.MIN_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
  anyOf: [{ const: 0 }, { minimum: smallestPlainNumber }, { maximum: -smallestPlainNumber }],
}

/** Text, or a value that is sent as text; null counts as absent. */
export const optionalText: JsonSchema = { type: ['string', 'number', 'boolean', 'null'] }

/** Like `optionalText`, but a number that has lost digits is an error. */
export const optionalKey: JsonSchema = { ...optionalText, ...plainNumber }
