/** What the page showed when it was looked at: the ground for a diagnosis. */
export interface Observation {
  /**
   * `refused`: analytics.js is `null` or was loaded with `disable`. `worker`: it runs in Partytown's, and only forwarders are on
   * the page. `other`: what stands in its place is something else.
   */
  readonly analytics: 'live' | 'loading' | 'absent' | 'refused' | 'worker' | 'other'
  /** `undefined` while analytics.js is not live. */
  readonly delivery: 'one by one' | 'keepalive' | 'batching' | undefined
  readonly hasUserId: boolean
  readonly hasAnonymousId: boolean
  readonly consent: boolean | undefined
  /** Impressions that wait on the device. */
  readonly waiting: number
  /** Events in the Experiment client's own queue. */
  readonly unsent: number
  /** Whether an Experiment client uses the integration. */
  readonly isTaken: boolean
  /** Whether the Web Experiment script is on the page. */
  readonly hasWebExperiment: boolean
  /** Whose integration stands in `window.experimentIntegration`. */
  readonly integrationOnWindow: 'ours' | 'other' | 'none'
}

/** One line of a diagnosis: what was found, and what to do about it, which is nothing where `todo` is absent. */
export interface Finding {
  readonly about: 'analytics' | 'identity' | 'queue' | 'script order' | 'consent' | 'leaving the page'
  readonly found: string
  readonly todo?: string
}

const analyticsFindings = {
  live: { found: 'analytics.js is live' },
  loading: {
    found: 'analytics.js is on the page, but not live yet',
    todo: 'If this stays so, look for a blocked script or settings request in the network panel, or a load that waits for consent',
  },
  absent: {
    found: 'there is no analytics.js',
    todo: 'Put the Segment snippet on the page, name its property in `instanceKey`, or give it as `instance`',
  },
  worker: {
    found:
      'analytics.js runs in a Partytown worker, which does not tell who the visitor is: nothing is handed over',
    todo: 'Load Segment on the page itself, or on the page too',
  },
  other: {
    found: 'what stands in the place of analytics.js is not analytics.js: nothing is handed over',
    todo: 'Name the property that holds analytics.js in `instanceKey`, or give it as `instance`',
  },
  refused: {
    found: 'analytics.js is disabled: nothing is sent',
    todo: 'If the visitor did agree, look at the `disable` option of `analytics.load` or the consent manager',
  },
} as const

const ofIdentity = ({ hasUserId, hasAnonymousId }: Observation): Omit<Finding, 'about'> => {
  const found = `user id ${hasUserId ? 'known' : 'unknown'}, anonymous id ${hasAnonymousId ? 'known' : 'unknown'}`
  return hasUserId || hasAnonymousId
    ? { found }
    : {
        found,
        todo: 'Nothing on a first visit. Later: is storage blocked, or the user id kept under another key (`userIdKey`)?',
      }
}

const ofQueue = ({ waiting, unsent }: Observation): Omit<Finding, 'about'> => {
  const found = `${String(waiting)} waiting on the device, ${String(unsent)} not taken from the Experiment client`
  if (unsent > 0) return { found, todo: 'The Experiment client keeps its events: see script order' }
  return waiting > 0
    ? { found, todo: 'They are sent once analytics.js is live and consent given: see both' }
    : { found }
}

const ofScriptOrder = ({
  isTaken,
  hasWebExperiment,
  integrationOnWindow,
}: Observation): Omit<Finding, 'about'> => {
  if (isTaken) return { found: 'an Experiment client uses the integration' }
  if (integrationOnWindow === 'other')
    return {
      found: 'another integration stands in window.experimentIntegration',
      todo: "Remove it, for example Amplitude's `?integration=segment` in the script's address",
    }
  if (!hasWebExperiment)
    return {
      found: 'no Experiment client has asked for the integration',
      todo: 'Put the Web Experiment script on the page, or call `client.addPlugin(integration)`',
    }
  return {
    found: 'the Web Experiment script started without the integration',
    todo: 'Put this script before the Web Experiment script: found late, it takes over after a second',
  }
}

const ofConsent = ({ consent }: Observation): Omit<Finding, 'about'> => {
  if (consent === true) return { found: 'given' }
  return consent === false
    ? {
        found: 'refused: impressions are erased',
        todo: 'If the visitor did agree, look at the `consent` option',
      }
    : {
        found: 'not decided: impressions wait on the device',
        todo: 'Answer `true` or `false` from the `consent` option',
      }
}

const ofLeaving = ({ delivery }: Observation): Omit<Finding, 'about'> => {
  if (delivery === undefined) return { found: 'unknown until analytics.js is live' }
  return delivery === 'one by one'
    ? {
        found: 'analytics.js sends one request an event, which the browser cuts off when the page is left',
        todo: "Load it with `{ integrations: { 'Segment.io': { deliveryStrategy: { config: { keepalive: true } } } } }`",
      }
    : { found: `analytics.js sends with ${delivery}: what is on its way arrives` }
}

/** Says what is right and wrong with an installation, subject by subject, each with what to do. */
export const diagnose = (observation: Observation): readonly Finding[] => [
  { about: 'analytics', ...analyticsFindings[observation.analytics] },
  { about: 'identity', ...ofIdentity(observation) },
  { about: 'queue', ...ofQueue(observation) },
  { about: 'script order', ...ofScriptOrder(observation) },
  { about: 'consent', ...ofConsent(observation) },
  { about: 'leaving the page', ...ofLeaving(observation) },
]
