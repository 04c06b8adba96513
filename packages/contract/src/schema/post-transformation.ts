import * as z from 'zod/mini'
import { amplitudeEventSchema } from './amplitude-event.js'
import type { JsonSchema } from './json-schema.js'

/** JSON Schema of the post-transformation form. */
export function postTransformationJsonSchema(): JsonSchema {
  const schema: JsonSchema = z.toJSONSchema(amplitudeEventSchema, { target: 'draft-7' })
  // JSON Schema can't express zod's refinement, so this adds that one of the two ids is required.
  return { ...schema, allOf: [{ anyOf: [{ required: ['user_id'] }, { required: ['device_id'] }] }] }
}
