import type { Recipient } from './sender.js'

/** What an integration sees on a page. */
export interface Observation {
  /**
   * `refused`: analytics.js is `null` or was loaded with `disable`. `worker`: it runs in Partytown's worker, and the page only has
   * forwarding functions. `other`: its place holds something else.
   */
  readonly analytics: 'live' | 'loading' | 'absent' | 'refused' | 'worker' | 'other'
  /** Where analytics.js sends; `undefined` until it is live. */
  readonly recipient: Recipient | 'nowhere' | undefined
  /** How analytics.js sends; `undefined` until it is live. */
  readonly sending: 'one by one' | 'keepalive' | 'batching' | undefined
  readonly hasUserId: boolean
  readonly hasAnonymousId: boolean
  readonly consent: boolean | undefined
  /** How many impressions wait on the device. */
  readonly waiting: number
  /** How many events the Experiment client has in its own queue. */
  readonly unsent: number
  /** Whether an Experiment client uses the integration. */
  readonly isTaken: boolean
  /** Whether the Web Experiment script is on the page. */
  readonly hasWebExperiment: boolean
  /** Whose integration `window.experimentIntegration` is. */
  readonly integrationOnWindow: 'ours' | 'other' | 'none'
}

/** One subject of the diagnosis: what was found and, if something is wrong, what to do about it. */
export interface Diagnosis {
  readonly about:
    'analytics' | 'events' | 'identity' | 'queue' | 'script order' | 'consent' | 'leaving the page'
  readonly found: string
  readonly todo?: string
}

/** Finds what is right and wrong with an installation, by subject, and what to do about it. */
export const diagnose = (observation: Observation): readonly Diagnosis[] => [
  { about: 'analytics', ...ofAnalytics[observation.analytics] },
  { about: 'events', ...ofEvents(observation) },
  { about: 'identity', ...ofIdentity(observation) },
  { about: 'queue', ...ofQueue(observation) },
  { about: 'script order', ...ofScriptOrder(observation) },
  { about: 'consent', ...ofConsent(observation) },
  { about: 'leaving the page', ...ofLeaving(observation) },
]

const ofAnalytics = {
  live: { found: 'analytics.js is live' },
  loading: {
    found: 'analytics.js is on the page but not live yet',
    todo: 'If it stays that way, look for a blocked script or settings request in the network panel, or for a load that waits for consent',
  },
  absent: {
    found: 'there is no analytics.js',
    todo: 'Put the Segment snippet on the page, name its property in `instanceKey`, or pass it as `instance`',
  },
  worker: {
    found:
      "analytics.js runs in a Partytown worker, which doesn't reveal who the visitor is, so nothing is handed over",
    todo: 'Load Segment on the page, instead of the worker or as well',
  },
  other: {
    found: 'the object in the place of analytics.js is not analytics.js, so nothing is handed over',
    todo: 'Name the property that holds analytics.js in `instanceKey`, or pass it as `instance`',
  },
  refused: {
    found: 'analytics.js is disabled, so nothing is sent',
    todo: 'If the visitor did agree, check the `disable` option of `analytics.load` or the consent manager',
  },
} as const

const ofEvents = ({ recipient }: Observation): Omit<Diagnosis, 'about'> => {
  if (recipient === undefined) return { found: 'where they go is unknown until analytics.js is live' }
  if (recipient === 'nowhere')
    return {
      found: 'the load options of analytics.js turn off Segment, so nothing is sent',
      todo: "Add `'Segment.io': true` to `integrations` in the load options",
    }
  const { url, writeKey, debuggerUrl } = recipient
  const found = `sent to ${url} with the write key ${writeKey}`
  // The address comes last, so the console makes a link of it.
  return {
    found: debuggerUrl ? `${found}. If that is the sandbox, watch them arrive at ${debuggerUrl}` : found,
  }
}

const ofIdentity = ({ hasUserId, hasAnonymousId }: Observation): Omit<Diagnosis, 'about'> => {
  const found = `user id ${hasUserId ? 'known' : 'unknown'}, anonymous id ${hasAnonymousId ? 'known' : 'unknown'}`
  return hasUserId || hasAnonymousId
    ? { found }
    : {
        found,
        todo: 'Do nothing on a first visit. On later visits, check whether storage is blocked or the user id has another key (`userIdKey`)',
      }
}

const ofQueue = ({ waiting, unsent }: Observation): Omit<Diagnosis, 'about'> => {
  const found = `${String(waiting)} waiting on the device, ${String(unsent)} still in the Experiment client's queue`
  if (unsent > 0) return { found, todo: 'The Experiment client keeps its events: see script order' }
  return waiting > 0
    ? { found, todo: 'They are sent once analytics.js is live and consent is given: see both' }
    : { found }
}

const ofScriptOrder = ({
  isTaken,
  hasWebExperiment,
  integrationOnWindow,
}: Observation): Omit<Diagnosis, 'about'> => {
  if (isTaken) return { found: 'an Experiment client uses the integration' }
  if (integrationOnWindow === 'other')
    return {
      found: 'window.experimentIntegration is another integration',
      todo: "Remove it, for example Amplitude's `?integration=segment` in the script's address",
    }
  if (!hasWebExperiment)
    return {
      found: 'no Experiment client has asked for the integration',
      todo: 'Put the Web Experiment script on the page, or call `client.addPlugin(integration)`',
    }
  return {
    found: 'the Web Experiment script started without the integration',
    todo: 'Put this script before the Web Experiment script. Otherwise it takes over after a second',
  }
}

const ofConsent = ({ consent }: Observation): Omit<Diagnosis, 'about'> => {
  if (consent === true) return { found: 'given' }
  return consent === false
    ? {
        found: 'refused, so impressions are deleted',
        todo: 'If the visitor did agree, check the `consent` option',
      }
    : {
        found: 'undecided, so impressions wait on the device',
        todo: 'Return `true` or `false` from the `consent` option',
      }
}

const ofLeaving = ({ sending }: Observation): Omit<Diagnosis, 'about'> => {
  if (sending === undefined) return { found: 'unknown until analytics.js is live' }
  return sending === 'one by one'
    ? {
        found:
          'analytics.js sends one request per event, and the browser cancels it when the visitor leaves the page',
        todo: "Load it with `{ integrations: { 'Segment.io': { deliveryStrategy: { config: { keepalive: true } } } } }`",
      }
    : { found: `analytics.js sends with ${sending}: events on their way arrive` }
}
