import { createDestination, type Settings } from '@experiment-impressions/destination'
import type { DestinationDefinition } from '@segment/actions-core'
import type { Io } from '../io.js'
import type { SandboxKeys } from '../sandbox-module.js'
import { columnsOf } from '../terminal/text-width.js'
import type { Endpoints } from '@experiment-impressions/delivery'
import { skippedCheck, type Check } from './check.js'
import { checkDeliveries } from './checks/check-deliveries.js'
import { checkKeys } from './checks/check-keys.js'
import { checkMappings } from './check-mappings.js'
import { checkSettings } from './checks/check-settings.js'
import { checkSubscriptions } from './checks/check-subscriptions.js'
import { orHowToFetch } from './or-how-to-fetch.js'
import { readSettings, type GivenSettings } from './read/read-settings.js'
import { limitFindings } from './checks/limit-findings.js'
import { parseSubscriptions, readSubscriptions } from './read/read-subscriptions.js'
import { ownSubscriptions } from './read/subscription.js'
import { createTestEvents } from './trial/test-events.js'
import { testKeys } from './trial/test-keys.js'

/** What to check. */
export interface Choices {
  /** A path, or - for standard input; `undefined` if there is none. */
  readonly settings: string | undefined
  /** Paths; none to check the presets. */
  readonly subscriptions: readonly string[]
  /** Amplitude’s addresses, if they aren’t the region’s. */
  readonly endpoints: Endpoints | undefined
  readonly isOffline: boolean
  /** Time limit for an answer of Amplitude, in ms. @default the destination’s */
  readonly deadlineMs: number | undefined
  readonly sandboxKeys: SandboxKeys
}

/**
 * Makes all checks, in order.
 * @throws {UnreadableInputError} if a file can’t be read
 */
export async function diagnose(choices: Choices, io: Io, recordedCalls: readonly string[]): Promise<Check[]> {
  const definition = createDestination() as DestinationDefinition<never>
  const columns = columnsOf(io)
  const given = await orHowToFetch('settings', { columns, read: () => readSettings(choices.settings, io) })
  const presets = parseSubscriptions(definition.presets ?? [])
  const isPresets = choices.subscriptions.length === 0
  const read = isPresets
    ? presets
    : await orHowToFetch('subscriptions', {
        columns,
        read: () => readSubscriptions(choices.subscriptions, io),
      })
  const { subscriptions } = read
  const own = ownSubscriptions(subscriptions, Object.keys(definition.actions))
  const testEvents = createTestEvents(recordedCalls)
  const checks = [
    ...(await settingsAndKeys(given, choices, definition)),
    checkSubscriptions(read, { own, definition, testEvents, isPresets }),
    checkDeliveries({
      subscriptions,
      own: own.filter(({ partnerAction }) => Object.hasOwn(definition.actions, partnerAction)),
      testEvents,
    }),
    await checkMappings(own, { definition, presets: presets.subscriptions, testEvents }),
  ]
  return checks.map(limitFindings)
}

async function settingsAndKeys(
  given: GivenSettings,
  { endpoints, isOffline, deadlineMs, sandboxKeys }: Choices,
  definition: DestinationDefinition<never>,
): Promise<Check[]> {
  if (given.file === undefined && given.fromEnvironment.size === 0)
    return [skippedCheck('settings', 'SETTINGS_NOT_GIVEN'), skippedCheck('keys', 'KEYS_NOT_GIVEN')]
  const settings = checkSettings(given, {
    name: definition.name,
    definitions: definition.authentication?.fields ?? {},
  })
  if (isOffline) return [settings, skippedCheck('keys', 'NETWORK_OFF')]
  // A wrong setting would look like a wrong key.
  if (settings.findings.some(({ severity }) => severity === 'error'))
    return [settings, skippedCheck('keys', 'KEYS_NOT_CLEAR')]
  const host = endpoints && new URL(endpoints.usersearch).host
  const { apiKey, secretKey, endpoint = 'north_america' } = given.values as unknown as Settings
  const test = await testKeys({ apiKey, secretKey, endpoint }, { endpoints, deadlineMs, sandboxKeys })
  return [settings, checkKeys(test, { ...given, host, sandboxKeys })]
}
