export type Json = Readonly<Record<string, unknown>>

/** An error in the form of `RequestErrorEnvelope`. */
export class Refusal extends Error {
  readonly status: number
  readonly type: string
  readonly field: string | undefined

  constructor(status: number, type: string, message: string, field?: string) {
    super(message)
    this.status = status
    this.type = type
    this.field = field
  }
}

/** What a field is refused with. */
export const invalid = (field: string, message: string) =>
  new Refusal(422, 'input-validation', message, field)

type Check = (value: unknown) => boolean
const isText: Check = (value) => typeof value === 'string'
const isFlag: Check = (value) => typeof value === 'boolean'
const isObject: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.includes(String(value))
const isName: Check = (value) => isText(value) && String(value).length > 0 && String(value).length <= 120
const isUrl: Check = (value) => isText(value) && URL.canParse(String(value))

/** Fields of a body, a `?` behind those that may be absent; any other is refused. */
type Schema = Readonly<Record<string, Check>>

/** The body, if it has the fields of a schema and no others. */
export function check(value: unknown, schema: Schema, where = ''): Json {
  if (!isObject(value)) throw invalid(where, 'must be an object')
  const body = value as Json
  for (const key of Object.keys(body))
    if (!(key in schema) && !(`${key}?` in schema)) throw invalid(`${where}${key}`, `"${key}" is not allowed`)
  for (const [key, fits] of Object.entries(schema)) {
    const name = key.replace('?', '')
    if (body[name] === undefined) {
      if (!key.endsWith('?')) throw invalid(`${where}${name}`, `"${name}" is required`)
    } else if (!fits(body[name])) throw invalid(`${where}${name}`, `"${name}" is invalid`)
  }
  return body
}

const settingSchema: Schema = {
  name: isName,
  label: isText,
  description: isText,
  type: oneOf('STRING', 'BOOLEAN', 'ARRAY', 'TEXT_MAP'),
  required: isFlag,
  sensitive: isFlag,
}
const areSettings: Check = (value) => {
  if (!Array.isArray(value)) return false
  for (const [index, each] of (value as unknown[]).entries())
    check(each, settingSchema, `settings.${String(index)}.`)
  return new Set((value as { name: string }[]).map(({ name }) => name)).size === value.length
}
const isCode: Check = (value) => isText(value) && String(value).trim() !== ''
export const resourceTypes = oneOf('DESTINATION', 'INSERT_DESTINATION', 'SOURCE')

export const schemas = {
  create: {
    code: isCode,
    displayName: isName,
    resourceType: resourceTypes,
    'settings?': areSettings,
    'description?': isText,
    'logoUrl?': isUrl,
  },
  update: {
    'code?': isCode,
    'displayName?': isName,
    'settings?': areSettings,
    'description?': isText,
    'logoUrl?': isUrl,
  },
  connect: {
    functionId: isText,
    integrationId: isText,
    name: isText,
    settings: isObject,
    'enabled?': isFlag,
  },
  reconnect: { settings: isObject, 'enabled?': isFlag, 'name?': isText },
  restore: { versionId: isText },
  rules: { rules: Array.isArray },
} satisfies Record<string, Schema>
