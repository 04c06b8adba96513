import { readError, readResults } from '../src/segment/attempt.js'
import { automaticPresets } from '../src/segment/automatic-presets.js'
import { createDispatcher } from '../src/segment/dispatcher.js'
import { addServerSideFields, type SegmentEvent } from '../src/segment/server-side.js'

describe(readError, () => {
  // Segment's action-destinations, "Error handling": what is tried again.
  test.each([
    [408, 'retry'],
    [423, 'retry'],
    [429, 'retry'],
    [500, 'retry'],
    [503, 'retry'],
    [501, 'rejected'],
    [400, 'rejected'],
    [401, 'rejected'],
    [413, 'rejected'],
  ])('takes status %i for %s', (status, outcome) => {
    expect(readError({ status, message: 'No.' })).toEqual({ outcome, reason: 'No.' })
  })

  test.each([
    ['an error without a status', new Error('Broken.'), 'Broken.'],
    ['an error with a stack trace in its words', new Error('\nBroken.\n  at file.js:1'), 'Broken.'],
    ['an error without words', {}, 'The destination failed.'],
  ])('tries %s again', (_, error, reason) => {
    expect(readError(error)).toEqual({ outcome: 'retry', reason })
  })
})

test.each([
  [
    'one was accepted',
    [{ data: { kind: 'skipped', reason: 'No.' } }, { data: { kind: 'accepted' } }],
    { outcome: 'accepted' },
  ],
  ['one was skipped', [{ data: { kind: 'skipped', reason: 'No.' } }], { outcome: 'skipped', reason: 'No.' }],
  ['a result has no words', [{ data: { kind: 'skipped' } }], { outcome: 'skipped' }],
  ['a result says nothing', [{}], { outcome: 'skipped' }],
  ['there are none', [], { outcome: 'skipped' }],
])('reads results where %s', (_, results, attempt) => {
  expect(readResults(results)).toEqual(attempt)
})

test('enabling a destination subscribes its automatic presets, and no others', () => {
  const preset = { name: 'Impressions', partnerAction: 'trackImpression', mapping: {} }
  const automatic = { ...preset, type: 'automatic', subscribe: 'type = "track"' } as const
  const specific = { ...preset, type: 'specificEvent', eventSlug: 'journeys_step_entered_track' } as const
  expect(automaticPresets({ presets: [automatic, specific] })).toEqual([automatic])
  expect(automaticPresets({})).toEqual([])
})

describe(createDispatcher, () => {
  const event = (over: object): SegmentEvent => ({ messageId: 'a', type: 'track', ...over })

  test('lets events of nobody go each on its own', async () => {
    const under: string[] = []
    let release = (): void => undefined
    const all = new Promise<void>((resolve) => (release = resolve))
    const dispatcher = createDispatcher({
      retryDelaysMs: [],
      onAttempt: () => undefined,
      async attempt({ messageId }) {
        under.push(messageId)
        if (under.length === 2) release()
        await all
        return { at: 0, outcome: 'accepted' }
      },
    })
    dispatcher.dispatch(event({ messageId: 'a', userId: null, anonymousId: '' }))
    dispatcher.dispatch(event({ messageId: 'b' }))
    await dispatcher.settled()
    expect(under).toEqual(['a', 'b'])
  })

  test('does not try what comes after it was closed', async () => {
    const tried: SegmentEvent[] = []
    const dispatcher = createDispatcher({
      retryDelaysMs: [0],
      onAttempt: () => undefined,
      attempt(one) {
        tried.push(one)
        dispatcher.close()
        return Promise.resolve({ at: 0, outcome: 'retry' })
      },
    })
    dispatcher.dispatch(event({ userId: 'user-1' }))
    dispatcher.dispatch(event({ userId: 'user-1', messageId: 'b' }))
    await dispatcher.settled()
    expect(tried).toHaveLength(1)
  })
})

test('a call of no type is of an unknown one, and an empty message id is replaced', () => {
  const arrival = { receivedAt: 0, ip: '127.0.0.1', newMessageId: () => 'new' }
  expect(addServerSideFields({ messageId: '', context: 'x' }, arrival)).toEqual({
    type: 'unknown',
    messageId: 'new',
    context: { ip: '127.0.0.1' },
    originalTimestamp: '1970-01-01T00:00:00.000Z',
    receivedAt: '1970-01-01T00:00:00.000Z',
    timestamp: '1970-01-01T00:00:00.000Z',
    version: 2,
  })
})
