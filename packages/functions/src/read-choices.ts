import { readSettings, type ReadSettings, type SettingName } from './read-settings.js'

/** What a host's admin may choose, by the name that it has there: a credential of RudderStack's, a variable of Jitsu's. */
const names: Partial<Record<SettingName, string>> = {
  unsetAs: 'EXPERIMENT_IMPRESSIONS_UNSET_AS',
  minIdLength: 'EXPERIMENT_IMPRESSIONS_MIN_ID_LENGTH',
  skipUserPropertiesAfterHours: 'EXPERIMENT_IMPRESSIONS_SKIP_USER_PROPERTIES_AFTER_HOURS',
}

/** Reads the choices of a host whose own Amplitude destination sends the events, and has the key. None of them is required. */
export function readChoices(read: (name: string) => unknown): ReadSettings {
  const choices = Object.entries(names).map(([setting, name]) => [setting, read(name)] as const)
  return readSettings(
    { ...Object.fromEntries(choices), apiKey: 'is the destination’s' },
    (setting) => names[setting] ?? setting,
  )
}
