import { own } from '@experiment-impressions/contract/json'
import { settings as fields } from '@experiment-impressions/destination/portable'
import { readSettings, type HostSettings, type SettingName } from '../read-settings.js'
import { BatchError } from './batch-error.js'

/** The function's settings. */
export interface LambdaSettings extends HostSettings {
  /** What becomes of a record with something in it that Amplitude can never get. */
  readonly onInvalid: 'drop' | 'retry'
}

const onInvalidName = 'AMPLITUDE_ON_INVALID'

/**
 * Reads the settings from environment variables.
 * @throws {BatchError} where one of them is wrong
 */
export function readEnvironment(environment: unknown): LambdaSettings {
  const names = Object.keys(fields) as SettingName[]
  const read = readSettings(
    Object.fromEntries(names.map((name) => [name, own(environment, variableOf(name))])),
    variableOf,
  )
  if (!read.ok) throw new BatchError(read.reason)
  const onInvalid = own(environment, onInvalidName) ?? ''
  if (onInvalid !== '' && onInvalid !== 'drop' && onInvalid !== 'retry')
    throw new BatchError(`Check the settings. “${onInvalidName}” must be drop or retry, or empty.`)
  return { ...read.value, onInvalid: onInvalid === 'retry' ? 'retry' : 'drop' }
}

/** `skipUserPropertiesAfterHours` is `AMPLITUDE_SKIP_USER_PROPERTIES_AFTER_HOURS`. */
function variableOf(name: SettingName): string {
  return `AMPLITUDE_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
}
