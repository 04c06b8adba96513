import { summarize } from '../src/index.js'
import { impression, recordOf, startOfTime } from './helpers/records.js'

const shown = impression({ id: 'message-1', variant: 'treatment', user: 'user-1', device: 'device-1' })

describe(summarize, () => {
  it('reads everything that lists need', () => {
    const record = recordOf(shown, {
      attempts: [
        { at: 1, outcome: 'retry' },
        { at: 2, outcome: 'accepted' },
      ],
      userProperties: {
        before: { '[Experiment] hero': 'control' },
        after: { '[Experiment] hero': 'treatment' },
      },
    })
    expect(summarize(record)).toEqual({
      id: 'message-1',
      time: startOfTime,
      kind: 'impression',
      name: '$impression',
      isNearMiss: false,
      flag: 'hero',
      variant: 'treatment',
      userId: 'user-1',
      deviceId: 'device-1',
      path: '/products',
      effect: 'set',
      was: 'control',
      outcome: 'accepted',
      errors: 0,
      warnings: 0,
      retries: 1,
      isDuplicate: false,
      repeats: 0,
    })
  })

  it('reads what it can from an event that isn’t sent', () => {
    expect(summarize(recordOf({ ...shown, properties: {} }))).toMatchObject({
      effect: 'not stored',
      time: startOfTime,
      userId: 'user-1',
      deviceId: 'device-1',
      errors: 1,
    })
    expect(summarize(recordOf(impression({ id: '1', variant: 'a' })))).toMatchObject({
      userId: undefined,
      deviceId: undefined,
    })
    const nothing = recordOf({}, { id: 'x' })
    expect(summarize(nothing)).toMatchObject({
      kind: 'call',
      name: undefined,
      flag: undefined,
      time: undefined,
    })
    expect(summarize({ ...nothing, pre: { timestamp: 'yesterday' } }).time).toBeUndefined()
  })

  it('cuts long values, and separates the old variant from the new one', () => {
    const long = recordOf({ ...shown, properties: { ...shown.properties, variant: 'v'.repeat(5000) } })
    expect(summarize(long).variant).toHaveLength(300)
    const same = { '[Experiment] hero': 'treatment' }
    expect(summarize(recordOf(shown, { userProperties: { before: same, after: same } })).was).toBeUndefined()
  })
})

describe('the summary of an event that another mapping sent', () => {
  const { expected } = recordOf(shown)
  const properties = { '[Experiment] Flag Key': 'other', '[Experiment] Variant': 'b' }
  const post = {
    ...expected,
    event_type: '[Experiment] Exposure',
    event_properties: properties,
    user_properties: { $set: { '[Experiment] other': 'b' } },
    user_id: 'user-2',
  } as never

  it('describes the event that was sent, not the one that arrived', () => {
    expect(summarize(recordOf(shown, { post }))).toMatchObject({
      kind: 'exposure',
      flag: 'other',
      variant: 'b',
      userId: 'user-2',
      effect: 'set',
    })
    // Sent by another mapping, though the default one would refuse it.
    const unusual = { ...shown, properties: {} }
    expect(summarize(recordOf(unusual, { post, outcome: 'accepted' }))).toMatchObject({
      flag: 'other',
      effect: 'set',
      errors: 1,
    })
  })

  it('describes the event that will be sent while it waits', () => {
    expect(summarize(recordOf(shown, { outcome: 'pending' }))).toMatchObject({ flag: 'hero', effect: 'set' })
    expect(summarize(recordOf(shown, { outcome: 'rejected' })).effect).toBe('not stored')
    expect(summarize(recordOf(shown, { outcome: 'rejected', post })).effect).toBe('not stored')
  })

  it('reads an event that Amplitude transforms at ingestion', () => {
    const sent = (properties: object) => ({
      ...expected,
      event_type: '$impression',
      event_properties: properties,
      user_properties: undefined,
    })
    const of = (properties: object) => {
      const { effect, kind, flag, variant } = summarize(recordOf(shown, { post: sent(properties) }))
      return [effect, kind, flag, variant]
    }
    expect(of({ flag_key: 'hero', variant: 'a' })).toEqual(['set', 'impression', 'hero', 'a'])
    expect(of({ flag_key: 'hero' })).toEqual(['unset', 'impression', 'hero', undefined])
    const metadata = { flagType: 'mutual-exclusion-group' }
    expect(of({ flag_key: 'hero', variant: 'a', metadata })[0]).toBe('none')
    expect(of({})[0]).toBe('none')
  })

  it('knows that a late event doesn’t change the person', () => {
    const late = { ...expected, $skip_user_properties_sync: true } as never
    expect(summarize(recordOf(shown, { post: late })).effect).toBe('none')
  })
})
