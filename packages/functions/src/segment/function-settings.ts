import { settings as fields } from '@experiment-impressions/destination/portable'

/** A setting of a function. Source: Segment Public API, `FunctionSettingV1`. */
export interface FunctionSetting {
  readonly name: string
  readonly label: string
  readonly description: string
  readonly type: 'STRING'
  readonly required: boolean
  /** Whether Segment encrypts the setting and never shows it again. */
  readonly sensitive: boolean
}

/** The destination's settings without the secret key, which is for deletions: functions don't get any. All are strings, because functions have no choices or numbers. */
export const destinationFunctionSettings: readonly FunctionSetting[] = Object.entries(fields)
  .filter(([name]) => name !== 'secretKey')
  .map(([name]) => settingOf(name as keyof typeof fields))

export const insertFunctionSettings: readonly FunctionSetting[] = [settingOf('minIdLength')]

function settingOf(name: keyof typeof fields): FunctionSetting {
  const { label, description, type, required = false, choices = [] } = fields[name]
  const values = choices.map((choice) => (typeof choice === 'string' ? choice : choice.value))
  const write =
    values.length > 0
      ? ` Enter ${values.join(' or ')}. Empty means ${values[0] as string}.`
      : type === 'number'
        ? ' Enter a number.'
        : ''
  return {
    name,
    label,
    description: description + write,
    type: 'STRING',
    required: required === true,
    sensitive: type === 'password',
  }
}
