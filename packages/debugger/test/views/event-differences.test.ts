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
const titles = () => page.texts('.raw header h3, .raw header .link')

describe('an event that another mapping sent', () => {
  it('shows both values and the field that makes the difference', async () => {
    await show({ ...sentOtherwise(), subscription: { name: 'All', changed: [changed] } })
    expect(card()).toBe(
      `${cardTitle} [Experiment] Variant sent other instead of treatment ` +
        '“variant” is mapped to $.properties.other, not to $.properties.variant.',
    )
    expect(page.text('.note.different')).toBe('differs from the default mapping')
    await page.click('Raw')
    expect(titles()).toContain('Post-transformation, as the default mapping sends it')
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

describe('the raw tab', () => {
  it('shows both forms, the request and its answer', async () => {
    const request = { url: '/2/httpapi', body: { api_key: 'k', events: [] } }
    await show(
      recordOf(event, {
        attempts: [{ at: 1, outcome: 'accepted', exchange: { request, answer: { code: 200 } } }],
      }),
    )
    expect(page.count('.json')).toBe(0)
    await page.click('Raw')
    expect(titles()).toEqual(['Pre-transformation', 'Post-transformation, as sent', 'Request', 'Answer'])
    expect(page.texts('.json')[2]).toMatch(/"url": "\/2\/httpapi".*"api_key": "\(hidden\)"/)
    expect(page.count('.form-row')).toBe(0)
    await page.click('Event')
    expect([page.count('.json'), page.count('.form-row.head')]).toEqual([0, 1])
  })

  it('numbers the tries if there are several, and folds the earlier ones', async () => {
    const attempt = { at: 1, outcome: 'retry' as const, exchange: { request: { a: 1 }, answer: { a: 2 } } }
    await show(
      recordOf(event, {
        outcome: 'retry',
        attempts: [attempt, { at: 1, outcome: 'retry' as const }, attempt],
      }),
    )
    await page.click('Raw')
    expect(titles()).toEqual([
      'Pre-transformation',
      'Post-transformation, as it will be sent',
      'Request, attempt 3',
      'Answer, attempt 3',
      'Request and answer, attempt 1',
    ])
    expect(page.count('.json')).toBe(4)
    await page.click('Request and answer, attempt 1')
    expect(page.texts('.json')[4]).toBe('{ "request": { "a": 1 }, "answer": { "a": 2 } }')
  })

  it('cuts long texts', async () => {
    await show(recordOf({ ...event, context: { long: 'x'.repeat(30_000) } }))
    await page.click('Raw')
    expect(page.texts('.raw p.soft')).toEqual([expect.stringMatching(/^The first 20,000 of 30,\d{3} char/)])
  })

  it('responds to the arrow keys', async () => {
    await show(recordOf(event))
    await page.press('[role=tab][aria-selected=true]', 'ArrowRight')
    expect([
      page.text('[role=tab][aria-selected=true]'),
      page.window.document.activeElement?.textContent,
    ]).toEqual(['Raw', 'Raw'])
    await page.press('[role=tab][aria-selected=true]', 'x')
    await page.press('[role=tab][aria-selected=true]', 'ArrowRight')
    expect(page.text('[role=tab][aria-selected=true]')).toBe('Event')
  })
})
