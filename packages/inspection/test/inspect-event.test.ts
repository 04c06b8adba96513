import {
  compareForms,
  inspectEvent,
  isTransformedAtIngestion,
  transformAtIngestion,
  userPropertyOf,
} from '../src/index.js'
import { corpus } from '../../contract/test/helpers/corpus.js'
import { plainImpression as shown } from './helpers/records.js'

describe(inspectEvent, () => {
  it.each([
    ['All', { All: false }],
    ['Amplitude-Experiment', { 'Amplitude-Experiment': false }],
  ])('says that %s keeps Segment from delivering the event here', (key, integrations) => {
    expect(inspectEvent({ ...shown, integrations })).toMatchObject({
      post: undefined,
      issues: [{ code: 'INTEGRATIONS_OFF', severity: 'suggestion', path: ['integrations', key] }],
    })
  })
})

describe(userPropertyOf, () => {
  it('is what the event sets or unsets', () => {
    const of = (event: object) => {
      const post = inspectEvent({ ...shown, ...event })?.post
      return post === undefined ? 'not sent' : userPropertyOf(post)
    }
    expect(of({})).toEqual({ operation: 'set', name: '[Experiment] hero', variant: 'treatment' })
    expect(of({ properties: { flag_key: 'hero' } })).toEqual({
      operation: 'unset',
      name: '[Experiment] hero',
    })
    expect(
      of({ properties: { flag_key: 'hero', metadata_flagType: 'mutual-exclusion-group' } }),
    ).toBeUndefined()
    expect(
      userPropertyOf({ event_type: '$identify', user_id: 'u', user_properties: { $unset: {} } }),
    ).toBeUndefined()
  })
})

describe('every case of the corpus', () => {
  it.each(corpus)('$name has its two forms beside each other', ({ event, expected }) => {
    const inspection = inspectEvent(event)
    if (inspection === undefined) {
      expect(expected.kind).toBe('skip')
      expect(expected.issues[0]?.code).toBe('NOT_EXPERIMENT_EVENT')
      return
    }
    const rows = compareForms(inspection)
    expect(rows[0]?.pre.name).toBe('event')
    expect(rows.every(({ kind, post }) => (kind === 'left') === (post === undefined))).toBe(true)
  })
})

describe(transformAtIngestion, () => {
  const raw = {
    event_type: '$exposure',
    user_id: 'u',
    insert_id: 'message-1',
    os_name: 'iOS',
    event_properties: { flag_key: 'hero', variant: 'b', note: 'x' },
  }

  it('transforms a raw event and keeps what else it has', () => {
    expect(isTransformedAtIngestion(raw)).toBe(true)
    expect(transformAtIngestion(raw)).toEqual({
      ...raw,
      event_type: '[Experiment] Exposure',
      event_properties: { '[Experiment] Flag Key': 'hero', '[Experiment] Variant': 'b', note: 'x' },
      user_properties: { $set: { '[Experiment] hero': 'b' } },
    })
  })

  it.each([
    ['transformed before', { ...raw, event_type: '[Experiment] Exposure' }],
    ['no use', { ...raw, event_properties: {} }],
  ])('leaves an event as it is that is %s', (_, event) => {
    expect(transformAtIngestion(event)).toBe(event)
  })
})
