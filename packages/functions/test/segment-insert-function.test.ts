import { type AmplitudeEvent, transform } from '@experiment-impressions/contract'
import fc from 'fast-check'
import { corpus } from '../../contract/test/helpers/corpus.js'
import { bundle } from './helpers/bundle.js'
import { freeIdentifiers } from './helpers/free-identifiers.js'
import { DropEvent, errors, loadSegmentFunction } from './helpers/segment-functions.js'

const file = 'segment-destination-insert-function.js'
const handlers = loadSegmentFunction(file, { ...errors, DropEvent })
const types = ['onTrack', 'onIdentify', 'onPage', 'onScreen', 'onGroup', 'onAlias'] as const

type Event = Readonly<Record<string, unknown>>

const onTrack = (event: unknown, settings: object = {}) =>
  handlers.onTrack?.(event, settings) as Promise<Event>

/** Copies the event from the handlers' realm into this one. */
const plain = (event: unknown): Event => JSON.parse(JSON.stringify(event)) as Event

const treatment = corpus.find(({ name }) => name === 'impression-treatment')?.event as Event

/**
 * What Segment's own Amplitude destination sends of an event besides its properties. Source: segmentio/action-destinations
 * 970a17e (2026-08-21), `amplitude/event-schema.ts`: default mapping.
 */
function asSentToAmplitude(event: Event) {
  const context = event['context'] as { readonly device?: { readonly id?: unknown } } | null | undefined
  const contextId = context?.device?.id
  return plain({
    event_type: event['event'],
    user_id: event['userId'],
    device_id:
      contextId === undefined || contextId === '' || contextId === null ? event['anonymousId'] : contextId,
    time: event['timestamp'] === undefined ? undefined : Date.parse(event['timestamp'] as string),
  })
}

describe('the file', () => {
  it('uses only the globals that Segment documents', () => {
    expect(freeIdentifiers(bundle(file))).toEqual(['DropEvent'])
  })

  it('is small, and says what it is in its first line', () => {
    expect(Buffer.byteLength(bundle(file))).toBeLessThan(64_000)
    expect(bundle(file)).toMatch(
      /^\/\/ @experiment-impressions\/functions \d+\.\d+\.\d+: Segment destination insert function\./,
    )
  })

  it('has a handler for each of the six types, but none for batches, which can’t drop events', () => {
    expect(Object.keys(handlers).sort()).toEqual([...types].sort())
  })
})

describe('the corpus', () => {
  it.each(corpus.filter(({ expected }) => expected.kind === 'send'))(
    '$name: Segment’s destination sends the ids and the time of the transform',
    async ({ event, expected }) => {
      const before = JSON.stringify(event)
      const { user_id, device_id, time, event_type } = (expected as { event: AmplitudeEvent }).event
      const repaired = await onTrack(event)
      expect(asSentToAmplitude(repaired)).toEqual({
        event_type: event_type === '[Experiment] Exposure' ? '$exposure' : '$impression',
        ...plain({ user_id, device_id, time }),
      })
      expect(JSON.stringify(event)).toBe(before)
    },
  )

  it.each(corpus.filter(({ expected }) => expected.kind === 'send'))(
    '$name: the repaired event means the same, and its metadata is flat',
    async ({ event, expected }) => {
      const { event_properties: properties = {}, ...value } = (
        expected as { event: { event_properties?: Event } }
      ).event
      const repaired = plain(await onTrack(event))
      const again = transform(repaired) as { readonly event: { readonly event_properties: Event } }
      const { event_properties: flat, ...rest } = again.event
      expect(rest).toEqual(value)
      expect(Object.values(flat).every((one) => typeof one !== 'object' || one === null)).toBe(
        Object.entries(properties).every(
          ([key, one]) => key === 'metadata' || typeof one !== 'object' || one === null,
        ),
      )
      expect(repaired['properties']).not.toHaveProperty('time')
      expect(repaired['properties']).not.toHaveProperty('metadata')
      expect(await onTrack(repaired)).toEqual(repaired)
    },
  )

  it.each(
    corpus.filter(({ name, expected }) => expected.kind !== 'send' && !name.startsWith('not-experiment')),
  )('$name: the event is dropped', async ({ event }) => {
    await expect(onTrack(event)).rejects.toBeInstanceOf(DropEvent)
  })
})

it('keeps what else an event has', async () => {
  const event = {
    ...treatment,
    userId: 'user-48213',
    integrations: { All: true },
    context: { ip: '203.0.113.7', device: { id: 'device-17', type: 'ios' } },
  }
  const { properties, timestamp, ...others } = plain(await onTrack(event))
  const { properties: _, timestamp: __, ...before } = plain(event)
  expect(others).toEqual(before)
  expect(timestamp).toBe('2026-11-23T04:02:29.055Z')
  expect(properties).toMatchObject({
    flag_key: 'hero-headline',
    variant: 'treatment',
    metadata_flagType: 'experiment',
  })
})

it.each([
  ['', '5', false],
  [undefined, undefined, false],
  ['3', '3', true],
  ['three', 'no number', false],
])('accepts ids of three characters only if minIdLength allows them: %p', async (minIdLength, _, isTaken) => {
  const repaired = await onTrack({ ...treatment, userId: 'abc' }, { minIdLength })
  expect('userId' in repaired).toBe(isTaken)
})

it('says why it drops an event, without a value from it', async () => {
  const event = { ...treatment, userId: 'personal-value', properties: { variant: 'personal-value' } }
  await expect(onTrack(event)).rejects.toThrow('flag_key')
  await expect(onTrack(event)).rejects.not.toThrow('personal-value')
})

describe('another event', () => {
  it.each(types)('%s returns the very same event', async (name) => {
    const event = {
      type: name.slice(2).toLowerCase(),
      event: 'Order Completed',
      properties: { time: 1, metadata: {} },
    }
    const before = JSON.stringify(event)
    expect(await handlers[name]?.(event, {})).toBe(event)
    expect(JSON.stringify(event)).toBe(before)
  })

  it('is returned unchanged, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...types), fc.jsonValue(), async (name, event) => {
        expect(await handlers[name]?.(event, {})).toBe(event)
      }),
    )
  })
})
