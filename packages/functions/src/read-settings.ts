import { regionalEndpoints, type UploadApi } from '@experiment-impressions/delivery'
import { own } from '@experiment-impressions/contract/json'
import { settings as fields, type EventSettings } from '@experiment-impressions/destination/portable'

/** The destination's settings as another host has them. */
export interface HostSettings extends EventSettings {
  readonly apiKey: string
  readonly api: UploadApi
  /** Where uploads go: a whole URL. */
  readonly url: string
}

export type SettingName = Exclude<keyof typeof fields, 'secretKey'>

/** Settings, or a sentence that says which of them is wrong. Never a value: somebody may have pasted a key into the wrong one. */
export type ReadSettings =
  { readonly ok: true; readonly value: HostSettings } | { readonly ok: false; readonly reason: string }

/**
 * Reads settings from texts, as hosts keep them. Missing, null and blank are the same, and stand for the default.
 * `nameOf` says what a setting is called there.
 */
export function readSettings(
  raw: unknown,
  nameOf: (name: SettingName) => string = (name) => name,
): ReadSettings {
  const faults: string[] = []

  const text = (name: SettingName): string => {
    const value = own(raw, name)
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
  }

  const choice = (name: SettingName): string | undefined => {
    const value = text(name)
    const choices = (fields[name].choices ?? []).map((one) => (typeof one === 'string' ? one : one.value))
    if (value === '' || choices.includes(value)) return value === '' ? undefined : value
    faults.push(`“${nameOf(name)}” must be ${choices.join(' or ')}, or empty.`)
    return undefined
  }

  const number = (name: SettingName): number | undefined => {
    const value = text(name)
    if (value === '') return undefined
    if (Number(value) >= 0) return Number(value)
    faults.push(`“${nameOf(name)}” must be a number, or empty.`)
    return undefined
  }

  const apiKey = text('apiKey')
  if (apiKey === '')
    faults.push(`“${nameOf('apiKey')}” is missing: enter the API key of your Amplitude project.`)
  const endpoint = choice('endpoint') === 'europe' ? 'europe' : 'north_america'
  const api = choice('uploadApi') === 'batch' ? 'batch' : 'httpapi'
  const partnerId = text('partnerId')
  const value = {
    apiKey,
    api,
    url: regionalEndpoints[endpoint][api],
    unsetAs: choice('unsetAs') === 'identify' ? 'identify' : 'event',
    transformAt: choice('transformAt') === 'ingestion' ? 'ingestion' : 'here',
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
