import { regionalEndpoints, type UploadApi } from '@experiment-impressions/delivery'
import { own } from '@experiment-impressions/contract/json'
import {
  settingChoices,
  type EventSettings,
  type SettingName,
} from '@experiment-impressions/destination/portable'

/** The destination's settings in another host. */
export interface HostSettings extends EventSettings {
  readonly apiKey: string
  readonly api: UploadApi
  /** The whole URL that uploads go to. */
  readonly url: string
}

/** Every setting but the secret key, which is for deletions. */
export type HostSettingName = Exclude<SettingName, 'secretKey'>

export const hostSettingNames: readonly HostSettingName[] = [
  'apiKey',
  'endpoint',
  'unsetAs',
  'transformAt',
  'skipUserPropertiesAfterHours',
  'uploadApi',
  'minIdLength',
  'partnerId',
]

/** Settings, or a sentence that says which one is wrong. It never contains a value, because somebody may have pasted a key into the wrong setting. */
export type ReadSettings =
  { readonly ok: true; readonly value: HostSettings } | { readonly ok: false; readonly reason: string }

/**
 * Reads settings from strings, which is how hosts keep them. Missing, null and blank mean the default. `nameOf` returns a setting's
 * name in the host.
 */
export function readSettings(
  raw: unknown,
  nameOf: (name: HostSettingName) => string = (name) => name,
): ReadSettings {
  const faults: string[] = []

  const text = (name: HostSettingName): string => {
    const value = own(raw, name)
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
  }

  const choice = <Name extends keyof typeof settingChoices>(
    name: Name,
  ): (typeof settingChoices)[Name][number] => {
    const value = text(name)
    const choices: readonly (typeof settingChoices)[Name][number][] = settingChoices[name]
    const chosen = choices.find((one) => one === value)
    if (chosen === undefined && value !== '')
      faults.push(`“${nameOf(name)}” must be ${choices.join(', ')} or empty.`)
    return chosen ?? settingChoices[name][0]
  }

  const number = (name: HostSettingName): number | undefined => {
    const value = text(name)
    if (value === '') return undefined
    if (Number(value) >= 0) return Number(value)
    faults.push(`“${nameOf(name)}” must be a number or empty.`)
    return undefined
  }

  const apiKey = text('apiKey')
  if (apiKey === '')
    faults.push(`“${nameOf('apiKey')}” is missing: enter the API key of your Amplitude project.`)
  const endpoint = choice('endpoint')
  const api = choice('uploadApi')
  const partnerId = text('partnerId')
  const value = {
    apiKey,
    api,
    url: regionalEndpoints[endpoint][api],
    unsetAs: choice('unsetAs'),
    transformAt: choice('transformAt'),
    ...optional('minIdLength', number('minIdLength')),
    ...optional('skipUserPropertiesAfterHours', number('skipUserPropertiesAfterHours')),
    ...optional('partnerId', partnerId === '' ? undefined : partnerId),
  } as const
  return faults.length === 0
    ? { ok: true, value }
    : { ok: false, reason: `Check the settings. ${faults.join(' ')}` }
}

function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>)
}
