import { createDestination, type Settings } from '@experiment-impressions/destination'
import type { DestinationDefinition } from '@segment/actions-core'
import type { Io } from '../io.js'
import type { Endpoints } from '@experiment-impressions/delivery'
import type { Check } from './check.js'
import { checkDeliveries } from './checks/check-deliveries.js'
import { checkKeys, skipKeys } from './checks/check-keys.js'
import { checkMappings } from './trial/try-mappings.js'
import { checkSettings } from './checks/check-settings.js'
import { checkSubscriptions } from './checks/check-subscriptions.js'
import { readSettings, type GivenSettings } from './read/read-settings.js'
import { limitFindings } from './checks/limit-findings.js'
import { parseSubscriptions, readSubscriptions } from './read/read-subscriptions.js'
import { ownSubscriptions } from './read/subscription.js'
import { createTestEvents } from './trial/test-events.js'
import { testKeys } from './trial/test-keys.js'

/** What is to be checked. */
export interface Choices {
  /** `undefined` where no settings were given. */
  readonly settings: string | undefined
  /** None for the presets. */
  readonly subscriptions: readonly string[]
  /** Amplitude’s addresses, where they are not the region’s. */
  readonly endpoints: Endpoints | undefined
  readonly isOffline: boolean
  /** How long Amplitude may take to answer, in ms. @default the destination’s */
  readonly deadlineMs: number | undefined
}

/**
 * Makes every check, in order.
 * @throws {UnreadableInputError} where a file cannot be read
 */
export async function diagnose(choices: Choices, io: Io, recordedCalls: readonly string[]): Promise<Check[]> {
  const definition = createDestination() as DestinationDefinition<never>
  const given = await readSettings(choices.settings, io)
  const presets = parseSubscriptions(definition.presets ?? [])
  const isPresets = choices.subscriptions.length === 0
  const read = isPresets ? presets : await readSubscriptions(choices.subscriptions, io)
  const { subscriptions } = read
  const own = ownSubscriptions(subscriptions, Object.keys(definition.actions))
  const testEvents = createTestEvents(recordedCalls)
  const checks = [
    ...(await settingsAndKeys(given, choices, definition)),
    checkSubscriptions(read, { own, definition, testEvents, isPresets }),
    checkDeliveries({
      subscriptions,
      own: own.filter(({ action }) => Object.hasOwn(definition.actions, action)),
      testEvents,
    }),
    await checkMappings(own, { definition, presets: presets.subscriptions, testEvents }),
  ]
  return checks.map(limitFindings)
}

async function settingsAndKeys(
  given: GivenSettings,
  { endpoints, isOffline, deadlineMs }: Choices,
  definition: DestinationDefinition<never>,
): Promise<Check[]> {
  if (given.file === undefined && given.fromEnvironment.size === 0)
    return [
      { name: 'settings', findings: [], isMade: false, note: { code: 'SETTINGS_NOT_GIVEN', params: {} } },
      skipKeys('KEYS_NOT_GIVEN'),
    ]
  const settings = checkSettings(given, definition.authentication?.fields ?? {})
  if (isOffline) return [settings, skipKeys('NETWORK_OFF')]
  // A wrong setting would be taken for a wrong key.
  if (settings.findings.some(({ severity }) => severity === 'error'))
    return [settings, skipKeys('KEYS_NOT_CLEAR')]
  const host = endpoints && new URL(endpoints.usersearch).host
  const { apiKey, secretKey, endpoint = 'north_america' } = given.values as unknown as Settings
  return [
    settings,
    checkKeys(await testKeys({ apiKey, secretKey, endpoint }, { endpoints, deadlineMs }), { ...given, host }),
  ]
}
