import type { GlobalSetting } from '@segment/actions-core'
import { isGiven, kindOf } from '@experiment-impressions/contract/json'
import { didYouMean } from '../../did-you-mean.js'
import type { Check } from '../check.js'
import { createFinding, type Finding, type Place } from '../finding.js'
import { keyVariables, type GivenSettings } from '../read/read-settings.js'

/** The destination’s definitions of its settings, by name. */
export type SettingDefinitions = Readonly<Record<string, GlobalSetting>>

/** Checks each setting against its definition, and whether the keys are kept safely. Pure. */
export function checkSettings(given: GivenSettings, definitions: SettingDefinitions): Check {
  const { file, values, fromEnvironment, isReadableByOthers } = given
  const placeOf = (name: string): Place => {
    const variable = fromEnvironment.has(name) ? keyVariables.get(name) : undefined
    return variable === undefined ? { file, path: [name] } : { path: [variable] }
  }
  const findings = [
    ...Object.entries(definitions).flatMap(([name, definition]) =>
      checkSetting(name, { value: values[name], definition, place: placeOf(name) }),
    ),
    ...Object.keys(values)
      .filter((name) => !Object.hasOwn(definitions, name))
      .map((name) =>
        createFinding('SETTING_UNKNOWN', placeOf(name), {
          meant: didYouMean(name, Object.keys(definitions)),
        }),
      ),
    ...(isGiven(values['apiKey']) && values['apiKey'] === values['secretKey']
      ? [createFinding('KEYS_EQUAL', placeOf('secretKey'), {})]
      : []),
    ...(isReadableByOthers && file !== undefined
      ? [createFinding('KEYS_READABLE_BY_OTHERS', { file, path: [] }, { file })]
      : []),
  ]
  const variables = [...fromEnvironment].flatMap((name) => keyVariables.get(name) ?? [])
  const params = { settings: Object.keys(values).length, variables }
  return { name: 'settings', findings, isMade: true, note: { code: 'SETTINGS_UNDERSTOOD', params } }
}

interface Setting {
  readonly value: unknown
  readonly definition: GlobalSetting
  readonly place: Place
}

function checkSetting(name: string, { value, definition, place }: Setting): Finding[] {
  const { label, required, type, choices } = definition
  if (!isGiven(value)) {
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
  const problem = type === 'password' ? malformation(value as string) : undefined
  return problem === undefined ? [] : [createFinding('KEY_MALFORMED', place, { label, problem })]
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

function malformation(key: string): 'masked' | 'white space' | undefined {
  if (/[*•●…]{2}|^[x×.]+$/i.test(key)) return 'masked'
  return /\s/.test(key) ? 'white space' : undefined
}
