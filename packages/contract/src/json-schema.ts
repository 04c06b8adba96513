import * as z from 'zod/mini'
import { amplitudeEventSchema } from './amplitude-event.js'
import { trackEventSchema } from './track-event.js'

/** A JSON Schema, draft-07: the draft that Segment Protocols takes. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** JSON Schema of the pre-transformation form. */
export function preTransformationJsonSchema(): JsonSchema {
  return z.toJSONSchema(trackEventSchema, { target: 'draft-7' })
}

/** JSON Schema of the post-transformation form. */
export function postTransformationJsonSchema(): JsonSchema {
  const schema: JsonSchema = z.toJSONSchema(amplitudeEventSchema, { target: 'draft-7' })
  // JSON Schema has no word for a refinement, so "one of the two ids" is said here once more.
  return { ...schema, allOf: [{ anyOf: [{ required: ['user_id'] }, { required: ['device_id'] }] }] }
}
