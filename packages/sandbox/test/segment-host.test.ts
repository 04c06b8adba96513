// What the sandbox and `impressions doctor` share: the real framework, its filters, and its way of batching.
import type { RequestClient } from '@segment/actions-core'
import { createDestination } from '@experiment-impressions/destination'
import {
  automaticPresets,
  batchKeysOf,
  batchSizeOf,
  createSubscriptionRunner,
  Destination,
  isBatching,
  readFilter,
  wrapRequests,
  type Subscription,
} from '../src/segment-host/index.js'

const settings = { apiKey: 'not-used', secretKey: 'not-used', endpoint: 'north_america' }
const [preset] = automaticPresets(createDestination()) as [Subscription]
const impression = (flagKey: string) => ({
  type: 'track',
  event: '$impression',
  messageId: `message-${flagKey}`,
  userId: 'user-12345',
  properties: { flag_key: flagKey, variant: 'treatment' },
})

/** A runner whose requests all get this answer. */
function createRunner(status = 200) {
  const urls: string[] = []
  const answer = (url: string) => {
    urls.push(url)
    return Promise.resolve({ status, data: { code: status, events_ingested: 1, error: 'Broken.' } })
  }
  const definition = wrapRequests(createDestination(), () => answer as unknown as RequestClient)
  return {
    ...createSubscriptionRunner({ definition: definition, settings }),
    urls,
  }
}

describe(createSubscriptionRunner, () => {
  it('runs a single event: filter, mapping, validation and action', async () => {
    const { runSingle, urls } = createRunner()
    expect(await runSingle(preset, impression('hero'))).toMatchObject({
      outcome: 'accepted',
      sent: { event_type: '[Experiment] Impression', insert_id: 'message-hero' },
    })
    expect(urls).toEqual(['https://api2.amplitude.com/2/httpapi'])
  })

  it('runs a batch with one request, and returns a verdict per event', async () => {
    const { runBatch, urls } = createRunner()
    const events = [impression('hero'), impression(''), impression('footer')]
    expect(await runBatch(preset, events)).toMatchObject({
      kind: 'answered',
      verdicts: [
        { outcome: 'accepted', sent: { insert_id: 'message-hero' } },
        { outcome: 'rejected' },
        { outcome: 'accepted', sent: { insert_id: 'message-footer' } },
      ],
    })
    expect(urls).toHaveLength(1)
  })

  it('returns the reason if Amplitude answers with an error', async () => {
    expect(await createRunner(503).runSingle(preset, impression('hero'))).toMatchObject({ outcome: 'retry' })
  })

  it('returns the first line of the reason if a directive throws, for a single event and for a batch', async () => {
    const broken = { ...preset, mapping: { ...preset.mapping, flag_key: { '@nothing': '$.event' } } }
    const { runSingle, runBatch } = createRunner()
    const verdict = { outcome: 'retry', reason: expect.stringMatching(/^[^\n]+$/) as unknown }
    expect(await runSingle(broken, impression('hero'))).toMatchObject(verdict)
    expect(await runBatch(broken, [impression('hero')])).toMatchObject({
      kind: 'failed',
      verdict,
      isProgramError: false,
    })
  })

  it('skips events of an action that the destination doesn’t have', async () => {
    const other = { ...preset, partnerAction: 'trackNothing' }
    const { runSingle, runBatch } = createRunner()
    const verdict = {
      outcome: 'skipped',
      reason: 'The destination doesn’t have the action of this subscription.',
    }
    expect(await runSingle(other, impression('hero'))).toEqual(verdict)
    expect(await runBatch(other, [impression('hero')])).toEqual({ kind: 'answered', verdicts: [verdict] })
  })

  it('doesn’t change events or mappings', async () => {
    const { runSingle, runBatch } = createRunner()
    const mapping = { ...preset.mapping, time: { '@path': '$.properties' } }
    const given = [{ ...preset, mapping }, impression('hero')] as const
    const before = structuredClone(given)
    await runSingle(given[0], given[1])
    await runBatch(given[0], [given[1]])
    expect(given).toEqual(before)
  })
})

test('wrapRequests also wraps the request client of the authentication test', async () => {
  const urls: string[] = []
  const refuse = (url: string) => {
    urls.push(url)
    return Promise.resolve({ status: 403, data: 'Invalid API key' })
  }
  const destination = new Destination(
    wrapRequests(createDestination(), () => refuse as unknown as RequestClient),
  )
  await expect(destination.testAuthentication({ ...settings, endpoint: 'europe' } as never)).rejects.toThrow()
  expect(urls[0]).toMatch(/^https:\/\/analytics\.eu\.amplitude\.com\//)
})

describe(readFilter, () => {
  it('matches as Segment does', () => {
    const filter = readFilter('type = "track" and event = "$impression"')
    expect(filter?.readAs).toBeUndefined()
    expect(filter?.matches(impression('hero'))).toBe(true)
    expect(filter?.matches({ type: 'page' })).toBe(false)
  })

  it('returns what Segment reads instead of the text', () => {
    expect(readFilter('event = ')?.readAs).toBe('event = "eos"')
  })

  it('returns undefined for a filter that Segment can’t read', () => {
    expect(readFilter('event = "$impression')).toBeUndefined()
  })

  it('says what it asks for, and rewrites it', () => {
    const filter = readFilter(
      'type = "Track" and (name = "a" or event = "b") and event != "c" and userId = "d"',
    )
    expect(filter?.asks).toStrictEqual([
      { of: 'type', value: 'Track' },
      { of: 'name', value: 'a' },
      { of: 'event', value: 'b' },
    ])
    const rewritten = filter?.rewrite(({ of, value }) =>
      of === 'type' ? { of, value: 'track' } : { of: 'event', value: `$${value}` },
    )
    expect(rewritten).toBe(
      'type = "track" and (event = "$a" or event = "$b") and event != "c" and userId = "d"',
    )
  })
})

test('enabling a destination subscribes its automatic presets, and no others', () => {
  const one = { name: 'Impressions', partnerAction: 'trackImpression', mapping: {} }
  const automatic = { ...one, type: 'automatic', subscribe: 'type = "track"' } as const
  const specific = { ...one, type: 'specificEvent', eventSlug: 'journeys_step_entered_track' } as const
  expect(automaticPresets({ presets: [automatic, specific] })).toEqual([automatic])
  expect(automaticPresets({})).toEqual([])
})

describe('batching', () => {
  test.each<[string, Subscription['mapping'], boolean]>([
    ['on by default', {}, true],
    ['off if the mapping says false', { enable_batching: false }, false],
    ['off if the mapping says “false” as text', { enable_batching: 'false' }, false],
    ['off if a directive resolves to false', { enable_batching: { '@template': 'false' } }, false],
    ['on if Segment can’t run the directive', { enable_batching: { '@nothing': false } }, true],
  ])('is %s', (_, mapping, expected) => {
    expect(isBatching(mapping)).toBe(expected)
  })

  test.each<[string, unknown, number]>([
    ['a whole number', 20, 20],
    ['a fraction, rounded down', 20.5, 20],
    ['a number as text, which the framework converts', '20', 20],
    ['the maximum instead of more', 5000, 1000],
    ['the default instead of zero', '0', 1000],
    ['the default instead of anything else', 'many', 1000],
  ])('has a size of %s', (_, size, expected) => {
    expect(batchSizeOf({ batch_size: size })).toBe(expected)
  })

  test.each<[string, unknown, string[]]>([
    ['a list', ['user_id', 7, 'device_id'], ['user_id', 'device_id']],
    ['a single field', 'user_id', ['user_id']],
    ['none', undefined, []],
  ])('has keys from %s', (_, keys, expected) => {
    expect(batchKeysOf({ batch_keys: keys })).toEqual(expected)
  })
})
