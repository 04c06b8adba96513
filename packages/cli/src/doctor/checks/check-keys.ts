import type { Region } from '@experiment-impressions/delivery'
import type { Check } from '../check.js'
import { createFinding, nowhere, type Finding, type Place } from '../finding.js'
import { regionNames } from '../../region.js'
import type { SandboxKeys } from '../../sandbox-module.js'
import type { GivenSettings } from '../read/read-settings.js'
import type { KeysTest } from '../trial/test-keys.js'

interface Tested extends Pick<GivenSettings, 'file' | 'values'> {
  /** Amplitude’s host, if it isn’t the region’s. */
  readonly host: string | undefined
  /** The keys of the sandbox’s own project. */
  readonly sandboxKeys: SandboxKeys
  /** Whether `doctor --send` tests the keys: then the region comes from the environment. */
  readonly isSending?: boolean
}

/** Turns a test of the keys into findings about keys, region and reachability. Pure. */
export function checkKeys(test: KeysTest, tested: Tested): Check {
  const { file, values, host, sandboxKeys, isSending = false } = tested
  const region: Region = values['endpoint'] === 'europe' ? 'europe' : 'north_america'
  const where = host === undefined ? `in ${regionNames[region]}` : `at ${host}`
  return {
    name: 'keys',
    findings: findingsOf(test, {
      region,
      where,
      endpoint: isSending ? { path: ['AMPLITUDE_REGION'] } : { file, path: ['endpoint'] },
      sending: isSending ? { isSending } : {},
      sandboxKeys,
      isLocal: host !== undefined,
    }),
    isMade: true,
    note: { code: 'KEYS_ACCEPTED', params: { where } },
  }
}

interface TestedRegion {
  readonly region: Region
  readonly where: string
  readonly endpoint: Place
  readonly sending: { readonly isSending?: true }
  readonly sandboxKeys: SandboxKeys
  readonly isLocal: boolean
}

function findingsOf(test: KeysTest, tested: TestedRegion): Finding[] {
  const { region, where, endpoint, sending, sandboxKeys: sandbox, isLocal } = tested
  switch (test.kind) {
    case 'accepted':
      return []
    case 'of sandbox':
      return [createFinding('KEYS_OF_SANDBOX', nowhere, { where, sandbox })]
    case 'refused': {
      const { status } = test
      return [createFinding('KEYS_REFUSED', nowhere, { status, where, ...(isLocal && { sandbox }) })]
    }
    case 'elsewhere': {
      const setting: Region = region === 'europe' ? 'north_america' : 'europe'
      const params = { region: regionNames[region], right: regionNames[setting], setting, ...sending }
      return [createFinding('REGION_WRONG', endpoint, params)]
    }
    case 'busy':
      return [createFinding('AMPLITUDE_BUSY', nowhere, { host: test.host, status: test.status })]
    case 'foreign': {
      const { kind: _, ...answered } = test
      return [createFinding('AMPLITUDE_FOREIGN', nowhere, answered)]
    }
    case 'unreachable':
      return [
        createFinding('AMPLITUDE_UNREACHABLE', nowhere, {
          host: test.host,
          cause: test.cause,
          ...sending,
          ...(isLocal && { isLocal }),
        }),
      ]
  }
}
