import { own } from '@experiment-impressions/contract/json'
import { hostSettingNames, readSettings, type HostSettingName, type HostSettings } from '../read-settings.js'
import { BatchError } from './batch-error.js'

/** The function's settings. */
export interface LambdaSettings extends HostSettings {
  /** What to do with a record that contains a rejected event. */
  readonly onInvalid: 'drop' | 'retry'
}

const onInvalidName = 'AMPLITUDE_ON_INVALID'

/**
 * Reads the settings from environment variables.
 * @throws {BatchError} if one of them is wrong
 */
export function readEnvironment(environment: unknown): LambdaSettings {
  const read = readSettings(
    Object.fromEntries(hostSettingNames.map((name) => [name, own(environment, variableOf(name))])),
    variableOf,
  )
  if (!read.ok) throw new BatchError(read.reason)
  const onInvalid = own(environment, onInvalidName) ?? ''
  if (onInvalid !== '' && onInvalid !== 'drop' && onInvalid !== 'retry')
    throw new BatchError(`Check the settings. “${onInvalidName}” must be drop, retry or empty.`)
  return { ...read.value, onInvalid: onInvalid === 'retry' ? 'retry' : 'drop' }
}

/** `skipUserPropertiesAfterHours` is `AMPLITUDE_SKIP_USER_PROPERTIES_AFTER_HOURS`. */
function variableOf(name: HostSettingName): string {
  return `AMPLITUDE_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
}
