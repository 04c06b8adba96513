import type { EventRecord } from '@experiment-impressions/inspection'
import { impression, recordOf } from '../../../inspection/test/helpers/records.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

const event = impression({ id: 'event-1', variant: 'treatment', user: 'user-1' })
const show = async (record: EventRecord): Promise<void> => {
  page.sandbox.records = [record]
  await page.open(`#/stream/${record.id}`)
}
const cardTitle = 'Differs from the default mapping'
const card = () => page.texts('.card').find((text) => text.startsWith(cardTitle)) ?? ''
const changed = {
  field: 'variant',
  mapping: { '@path': '$.properties.other' },
  usual: { '@path': '$.properties.variant' },
}
const sentOtherwise = (): EventRecord => {
  const record = recordOf(event)
  const properties = { '[Experiment] Flag Key': 'hero', '[Experiment] Variant': 'other' }
  return { ...record, post: { ...record.post, event_properties: properties } }
}
const titles = () => page.texts('summary')

describe('an event that another mapping sent', () => {
  it('shows both values and the field that makes the difference', async () => {
    await show({ ...sentOtherwise(), subscription: { name: 'All', changed: [changed] } })
    expect(card()).toBe(
      `${cardTitle} [Experiment] Variant sent other instead of treatment ` +
        '“variant” is mapped to $.properties.other, not to $.properties.variant.',
    )
    expect(page.text('.note.different')).toBe('differs from the default mapping')
    expect(titles()).toContain('Post-transformation as JSON, as the default mapping sends it')
  })

  it('blames a setting if no field is changed', async () => {
    await show({ ...sentOtherwise(), subscription: { name: 'All', changed: [] } })
    expect(card()).toContain('Because of a destination setting.')
  })

  it('blames either if the mapping isn’t known', async () => {
    await show(sentOtherwise())
    expect(card()).toContain('Because of the mapping or a destination setting.')
  })

  it('says that the default mapping sends nothing', async () => {
    await show({ ...recordOf(event), expected: null })
    expect(card()).toBe(
      `${cardTitle} Sent, though the default mapping and settings send nothing for this event.`,
    )
  })

  it('says that the default mapping sends what the destination refused', async () => {
    await show(recordOf(event, { outcome: 'rejected', attempts: [{ at: 1, outcome: 'rejected' }] }))
    expect(card()).toBe(
      `${cardTitle} Nothing was sent, though the default mapping and settings would send this event.`,
    )
    expect(page.text('.form-row.head .post')).toBe('Post-transformation · nothing was sent')
  })

  it('says that Amplitude transforms what is sent untransformed', async () => {
    const post = { event_type: '$impression', user_id: 'user-1', event_properties: event.properties }
    await show({ ...recordOf(event), post: post })
    expect(card()).toContain('Sent untransformed: a setting of the destination')
    expect(page.text('.form-row.head .post')).toBe('Post-transformation · as Amplitude transforms it')
  })
})

describe('an event that waits', () => {
  it.each<[string, Partial<EventRecord>]>([
    ['as it will be sent', {}],
    ['as the default mapping sends it', { subscription: { name: 'All', changed: [changed] } }],
    ['nothing will be sent', { expected: null }],
  ])('shows %s', async (words, changes) => {
    await show(recordOf(event, { outcome: 'pending', attempts: [], ...changes }))
    expect(page.text('.form-row.head .post')).toBe(`Post-transformation · ${words}`)
  })
})

describe('the JSON of an event', () => {
  const open = async (): Promise<void> => {
    for (const details of page.window.document.querySelectorAll('details')) {
      details.open = true
      details.dispatchEvent(new page.window.Event('toggle'))
    }
    await page.wait(80)
  }

  it('is shown on demand: both forms, and each request with its answer', async () => {
    const exchange = { request: { url: '/2/httpapi' }, answer: { code: 200 } }
    await show(recordOf(event, { attempts: [{ at: 1, outcome: 'accepted', exchange }] }))
    expect(titles()).toEqual([
      'Pre-transformation as JSON',
      'Post-transformation as JSON, as sent',
      'Request and answer',
    ])
    expect(page.count('.json')).toBe(0)
    await open()
    expect(page.texts('.json')[2]).toContain('"url": "/2/httpapi"')
  })

  it('numbers the tries if there are several', async () => {
    const attempt = { at: 1, outcome: 'retry' as const, exchange: { request: { a: 1 }, answer: { a: 2 } } }
    await show(
      recordOf(event, {
        outcome: 'retry',
        attempts: [attempt, { at: 1, outcome: 'retry' as const }, attempt],
      }),
    )
    expect(titles()).toEqual([
      'Pre-transformation as JSON',
      'Post-transformation as JSON, as it will be sent',
      'Request and answer, attempt 1',
      'Request and answer, attempt 3',
    ])
  })

  it('is cut if it is long', async () => {
    await show(recordOf({ ...event, context: { long: 'x'.repeat(30_000) } }))
    await open()
    expect(page.texts('.raw p.soft')).toEqual([expect.stringMatching(/^The first 20,000 of 30,\d{3} char/)])
  })
})
