import { addedFields, compareForms, inspectEvent, type Inspection } from '../src/index.js'
import { plainImpression as shown, startOfTime } from './helpers/records.js'

describe(compareForms, () => {
  const rows = (event: unknown) => {
    const inspection = inspectEvent(event)
    return inspection === undefined
      ? []
      : compareForms(inspection).map(({ pre, post, kind, note }) =>
          [pre.name, kind, post?.name, note].filter((part) => part !== undefined).join(' | '),
        )
  }

  it('joins what has moved and keeps what passes through', () => {
    expect(
      rows({ ...shown, properties: { ...shown.properties, experiment_key: 'exp', metadata: {} } }),
    ).toEqual([
      'event | moved | event_type',
      'properties.flag_key | moved | [Experiment] Flag Key',
      'properties.variant | moved | [Experiment] Variant',
      'properties.experiment_key | moved | [Experiment] Experiment Key',
      'properties.time | moved | time | no clock skew',
      'messageId | moved | insert_id',
      'userId | moved | user_id',
      'anonymousId | moved | device_id',
      'properties.metadata | same | metadata',
    ])
  })

  it('joins the parts of “Experiment Viewed” under their own names', () => {
    const properties = {
      experiment_name: 'hero',
      variation_name: 'Green',
      experiment_id: 'exp',
      flag_key: 'other',
    }
    expect(rows({ ...shown, event: 'Experiment Viewed', properties }).slice(1, 4)).toEqual([
      'properties.experiment_name | moved | [Experiment] Flag Key',
      'properties.variation_name | moved | [Experiment] Variant',
      'properties.experiment_id | moved | [Experiment] Experiment Key',
    ])
  })

  it('has a row for what a mapping took from elsewhere', () => {
    const { userId: _, ...event } = shown
    const inspection = inspectEvent(event)
    const post = { ...inspection?.post, user_id: 'account-1' }
    expect(
      compareForms({ ...inspection, post } as Inspection).find(({ pre }) => pre.name === 'userId'),
    ).toEqual({
      pre: { name: 'userId', value: undefined },
      post: { name: 'user_id', value: 'account-1' },
      kind: 'moved',
    })
  })

  it('says what is left, and why', () => {
    const properties = { flag_key: 'hero', time: 5, '[Experiment] Flag Key': 'other' }
    const event = { ...shown, properties, userId: 'u', context: { device: { id: 'device-9' } } }
    expect(rows({ ...event, originalTimestamp: undefined, messageId: undefined })).toEqual([
      'event | moved | event_type',
      'properties.flag_key | moved | [Experiment] Flag Key',
      'properties.variant | left | no variant: out of the experiment',
      'properties.time | left | not usable as a time',
      'timestamp | moved | time | Segment’s time of the call',
      'userId | left',
      'context.device.id | moved | device_id',
      'anonymousId | left | context.device.id is used instead',
      'properties.[Experiment] Flag Key | left',
    ])
  })

  it('says of a moment what is known of its skew', () => {
    const time = (event: object) => rows({ ...shown, ...event }).find((row) => row.includes('time |'))
    expect(time({ originalTimestamp: new Date(startOfTime - 90_000).toISOString() })).toContain(
      'skew corrected by +90 s',
    )
    expect(time({ originalTimestamp: undefined })).toContain('clock skew unknown')
    expect(time({ originalTimestamp: '0001-01-01T00:00:00Z' })).toContain('clock skew unknown')
    const beyondAnyDate = {
      ...inspectEvent(shown),
      post: { event_type: '[Experiment] Impression', time: 9e15 },
    }
    expect(
      compareForms(beyondAnyDate as Inspection).find(({ pre }) => pre.name.endsWith('time')),
    ).toMatchObject({
      post: { name: 'time', value: 9e15 },
    })
    expect(rows({ ...shown, timestamp: undefined, properties: { flag_key: 'hero' } })).toContain(
      'timestamp | left | Amplitude uses the time of arrival',
    )
  })

  it('says once that nothing is sent', () => {
    expect(
      rows({ ...shown, properties: { time: 5 } }).filter((row) => row.includes('nothing is sent')),
    ).toHaveLength(1)
    expect(rows({ ...shown, properties: 7 })).toEqual([
      'event | left | nothing is sent',
      'properties.flag_key | left | ',
      'properties.variant | left | ',
      'messageId | left | ',
      'userId | left | ',
      'anonymousId | left | ',
    ])
  })

  it.each([' ', 2 ** 60])('says that a device id in the context is no id (%p)', (id) => {
    const found = rows({ ...shown, context: { device: { id } } })
    expect(found).toContain('context.device.id | left | not usable as an id')
    expect(found).toContain('anonymousId | moved | device_id')
  })

  it('leaves other events alone', () => {
    expect(inspectEvent({ type: 'page' })).toBeUndefined()
  })
})

describe(addedFields, () => {
  it('is what the transform does not make', () => {
    const post = inspectEvent(shown)?.post ?? {}
    expect(addedFields(post)).toEqual([])
    expect(addedFields({ ...post, os_name: 'iOS', partner_id: 'p' })).toEqual([
      { name: 'os_name', value: 'iOS' },
      { name: 'partner_id', value: 'p' },
    ])
  })
})
