import { diagnose, type Observation } from '../../src/debug/diagnose.js'

const segment = { url: 'https://api.segment.io/v1', writeKey: 'KEY', debuggerUrl: undefined }
const sandbox = {
  url: 'http://127.0.0.1:4747/v1',
  writeKey: 'sandbox',
  debuggerUrl: 'http://127.0.0.1:4747/',
}

const fine: Observation = {
  analytics: 'live',
  recipient: segment,
  sending: 'keepalive',
  hasUserId: true,
  hasAnonymousId: true,
  consent: true,
  waiting: 0,
  unsent: 0,
  isTaken: true,
  hasWebExperiment: true,
  integrationOnWindow: 'ours',
}

const lines = (observation: Partial<Observation>): string[] =>
  diagnose({ ...fine, ...observation }).map(({ about, found, todo }) =>
    todo === undefined ? `${about}: ${found}` : `${about}: ${found} -> ${todo}`,
  )

describe(diagnose, () => {
  it('finds nothing to do if all is right', () => {
    expect(lines({})).toMatchInlineSnapshot(`
      [
        "analytics: analytics.js is live",
        "events: sent to https://api.segment.io/v1 with the write key KEY",
        "identity: user id known, anonymous id known",
        "queue: 0 waiting on the device, 0 still in the Experiment client's queue",
        "script order: an Experiment client uses the integration",
        "consent: given",
        "leaving the page: analytics.js sends with keepalive: events on their way arrive",
      ]
    `)
  })

  it.each<[string, Partial<Observation>]>([
    ['analytics: there is no analytics.js ->', { analytics: 'absent' }],
    ['analytics: analytics.js is on the page but not live yet ->', { analytics: 'loading' }],
    ['analytics: analytics.js is disabled', { analytics: 'refused' }],
    ['analytics: analytics.js runs in a Partytown worker', { analytics: 'worker' }],
    ['analytics: the object in the place of analytics.js is not analytics.js', { analytics: 'other' }],
    [
      'events: sent to http://127.0.0.1:4747/v1 with the write key sandbox. If that is the sandbox, watch them arrive at http://127.0.0.1:4747/',
      { recipient: sandbox },
    ],
    [
      'events: the load options of analytics.js turn off Segment, so nothing is sent ->',
      { recipient: 'nowhere' },
    ],
    ['events: where they go is unknown until analytics.js is live', { recipient: undefined }],
    ['identity: user id unknown, anonymous id known', { hasUserId: false }],
    ['identity: user id unknown, anonymous id unknown ->', { hasUserId: false, hasAnonymousId: false }],
    ["queue: 2 waiting on the device, 0 still in the Experiment client's queue ->", { waiting: 2 }],
    ["queue: 0 waiting on the device, 3 still in the Experiment client's queue ->", { unsent: 3 }],
    [
      'script order: window.experimentIntegration is another integration',
      { isTaken: false, integrationOnWindow: 'other' },
    ],
    ['script order: no Experiment client has asked', { isTaken: false, hasWebExperiment: false }],
    ['script order: the Web Experiment script started without', { isTaken: false }],
    ['consent: refused', { consent: false }],
    ['consent: undecided', { consent: undefined }],
    ['leaving the page: analytics.js sends one request per event', { sending: 'one by one' }],
    ['leaving the page: analytics.js sends with batching', { sending: 'batching' }],
    ['leaving the page: unknown until', { sending: undefined }],
  ])('finds %j', (line, observation) => {
    expect(lines(observation).filter((each) => each.startsWith(line))).toHaveLength(1)
  })
})
