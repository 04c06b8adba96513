import type { Settings } from './generated-types'

/**
 * Returns the settings that an admin has filled in. For a number that's left empty, Segment's page stores 0 (`getOptions` in the
 * CLI of segmentio/action-destinations). Taken literally, 0 hours would keep every event from changing the user property.
 */
export function givenSettings(settings: Settings): Settings {
  const given = Object.entries(settings).filter(([, value]) => value !== 0)
  return Object.fromEntries(given) as unknown as Settings
}
