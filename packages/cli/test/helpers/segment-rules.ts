import Ajv from 'ajv'
import { invalid, type Json } from './segment-schemas.js'

const mostRules = 200

const ajv = new Ajv({ strict: false })
const isRule = ajv.compile({
  type: 'object',
  required: ['type', 'version', 'jsonSchema'],
  additionalProperties: false,
  properties: {
    type: { enum: ['TRACK', 'IDENTIFY', 'GROUP', 'PAGE', 'SCREEN', 'COMMON'] },
    key: { type: 'string', minLength: 1 },
    newKey: { type: 'string', minLength: 1 },
    version: { type: 'number' },
    jsonSchema: { type: 'object' },
  },
})

/** The rules of a body, each as strict as it is documented (docs.segmentapis.com/tag/Tracking-Plans). */
export function readRules({ rules }: Json): readonly Json[] {
  const given = rules as readonly Json[]
  if (given.length === 0 || given.length > mostRules) throw invalid('rules', 'Between 1 and 200 rules.')
  const wrong = given.findIndex((rule) => !isRule(rule) || !isForEvent(rule.jsonSchema as Json))
  if (wrong !== -1) throw invalid(`rules[${String(wrong)}]`, 'Not a rule.')
  return given
}

/** A plan has one rule of each name. */
export function nameOfRule({ type, key, version }: Json): string {
  return [type, key, version].map(String).join(' ')
}

/** Compiles as draft-07, and is for a whole event: its properties stand two layers deep. */
function isForEvent(schema: Json): boolean {
  const { properties } = schema as { properties?: { properties?: { properties?: unknown } } }
  if (schema['$schema'] !== 'http://json-schema.org/draft-07/schema#') return false
  return properties?.properties?.properties !== undefined && ajv.validateSchema(schema) === true
}
