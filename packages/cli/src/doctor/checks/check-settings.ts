import type { GlobalSetting } from '@segment/actions-core'
import { isGiven, kindOf } from '@experiment-impressions/contract/json'
import { didYouMean } from '@experiment-impressions/inspection'
import type { Check } from '../check.js'
import { createFinding, type Finding, type Place } from '../finding.js'
import { isMaskedKey } from '../read/masked-key.js'
import { keyVariables, type GivenSettings } from '../read/read-settings.js'
import { foreignSettings } from './foreign-settings.js'

/** The destination, as far as its settings are concerned. */
interface Owner {
  readonly name: string
  /** The definitions of its settings, by name. */
  readonly definitions: Readonly<Record<string, GlobalSetting>>
}

/**
 * Checks whose settings these are, each setting against its definition, and whether the keys are kept safely. Pure.
 */
export function checkSettings(given: GivenSettings, { name: own, definitions }: Owner): Check {
  const foreign = foreignSettings(given, { own, known: Object.keys(definitions) })
  const variables = [...given.fromEnvironment].flatMap((name) => keyVariables.get(name) ?? [])
  const params = { settings: Object.keys(given.values).length, variables }
  return {
    name: 'settings',
    // Another destination’s settings are right there.
    findings: foreign.length > 0 ? foreign : ownFindings(given, definitions),
    isMade: true,
    note: { code: 'SETTINGS_UNDERSTOOD', params },
  }
}

function ownFindings(given: GivenSettings, definitions: Owner['definitions']): Finding[] {
  const { file, values, fromEnvironment, isReadableByOthers } = given
  const placeOf = (name: string): Place => {
    const variable = fromEnvironment.has(name) ? keyVariables.get(name) : undefined
    return variable === undefined ? { file, path: [name] } : { path: [variable] }
  }
  const masked = [...keyVariables.keys()].filter((name) => isMaskedKey(values[name]))
  return [
    ...maskFindings(masked, { definitions, placeOf }),
    ...Object.entries(definitions).flatMap(([name, definition]) =>
      masked.includes(name)
        ? []
        : checkSetting(name, { value: values[name], definition, place: placeOf(name) }),
    ),
    ...Object.keys(values)
      .filter((name) => !Object.hasOwn(definitions, name))
      .map((name) =>
        createFinding('SETTING_UNKNOWN', placeOf(name), {
          meant: didYouMean(name, Object.keys(definitions)),
        }),
      ),
    ...(isGiven(values['apiKey']) && masked.length === 0 && values['apiKey'] === values['secretKey']
      ? [createFinding('KEYS_EQUAL', placeOf('secretKey'), {})]
      : []),
    ...(isReadableByOthers && file !== undefined
      ? [createFinding('KEYS_READABLE_BY_OTHERS', { file, path: [] }, { file })]
      : []),
  ]
}

interface Masked {
  readonly definitions: Owner['definitions']
  readonly placeOf: (name: string) => Place
}

/** One finding, however many keys are masked: they’re all copied from somewhere else. */
function maskFindings(masked: readonly string[], { definitions, placeOf }: Masked): Finding[] {
  const [first, ...others] = masked
  if (first === undefined) return []
  const place = placeOf(first)
  return [
    createFinding('KEYS_MASKED', others.length === 0 ? place : { file: place.file, path: [] }, {
      labels: masked.map((name) => definitions[name]?.label ?? name),
      variables: masked.flatMap((name) => keyVariables.get(name) ?? []),
    }),
  ]
}

interface Setting {
  readonly value: unknown
  readonly definition: GlobalSetting
  readonly place: Place
}

function checkSetting(name: string, { value, definition, place }: Setting): Finding[] {
  const { label, required, type, choices } = definition
  // Segment stores 0 for a number that's left empty, and the destination takes it for that.
  if (!isGiven(value) || (type === 'number' && value === 0)) {
    const params = { label, variable: keyVariables.get(name) }
    return required === true ? [createFinding('SETTING_MISSING', place, params)] : []
  }
  const values = choices?.map((choice) => (typeof choice === 'string' ? choice : choice.value))
  if (values !== undefined)
    return values.includes(value as string)
      ? []
      : [createFinding('SETTING_NOT_CHOICE', place, { label, choices: values.map(String) })]
  const expected = expectedTypes.get(type) ?? type
  if (!isOfType(value, type))
    return [createFinding('SETTING_NOT_TYPE', place, { label, expected, received: kindOf(value) })]
  const range = ranges.get(name)
  if (range !== undefined && !range.includes(Number(value)))
    return [createFinding('SETTING_OUT_OF_RANGE', place, { label, expected: range.expected })]
  return type === 'password' && /\s/.test(value as string)
    ? [createFinding('KEY_MALFORMED', place, { label })]
    : []
}

const expectedTypes: ReadonlyMap<string, string> = new Map([
  ['string', 'a string'],
  ['password', 'a string'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
])

/** The framework turns a string of digits into a number. */
function isOfType(value: unknown, type: GlobalSetting['type']): boolean {
  if (type === 'number')
    return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value))
  return typeof value === (type === 'boolean' ? 'boolean' : 'string')
}

const ranges: ReadonlyMap<
  string,
  { readonly expected: string; readonly includes: (value: number) => boolean }
> = new Map([
  ['minIdLength', { expected: 'a whole number, 1 or more', includes: (n) => Number.isInteger(n) && n >= 1 }],
  ['skipUserPropertiesAfterHours', { expected: 'a number, 0 or more', includes: (n) => n >= 0 }],
])
