import { readSettings, type HostSettingName, type ReadSettings } from './read-settings.js'

/** The settings that an admin of such a host may choose, and their names there: RudderStack's credentials, Jitsu's variables. */
const names: Partial<Record<HostSettingName, string>> = {
  unsetAs: 'EXPERIMENT_IMPRESSIONS_UNSET_AS',
  minIdLength: 'EXPERIMENT_IMPRESSIONS_MIN_ID_LENGTH',
  skipUserPropertiesAfterHours: 'EXPERIMENT_IMPRESSIONS_SKIP_USER_PROPERTIES_AFTER_HOURS',
}

/** Reads the settings of a host whose own Amplitude destination has the API key and sends the events. All are optional. */
export function readChoices(read: (name: string) => unknown): ReadSettings {
  const choices = Object.entries(names).map(([setting, name]) => [setting, read(name)] as const)
  return readSettings(
    { ...Object.fromEntries(choices), apiKey: 'in the destination’s settings' },
    (setting) => names[setting] ?? setting,
  )
}
