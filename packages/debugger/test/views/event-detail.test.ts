import {
  type EventRecord,
  inspectedRecord,
  inspectEvent,
  type Inspection,
} from '@experiment-impressions/inspection'
import { impression, recordOf, startOfTime } from '../../../inspection/test/helpers/records.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

const event = impression({ id: 'event-1', variant: 'treatment', user: 'user-1', device: 'device-1' })
const show = async (record: EventRecord): Promise<void> => {
  page.sandbox.records = [record]
  await page.open(`#/stream/${record.id}`)
}
const card = (title: string): string => {
  const found = page.texts('.card').find((text) => text.startsWith(title))
  return found ?? `no card ${title}`
}
const propertyOf = (before: unknown, after: unknown) => ({
  userProperties: { before: { '[Experiment] hero': before }, after: { '[Experiment] hero': after } },
})

describe('an event', () => {
  it('says who saw what, where and when, and its outcome', async () => {
    await show(recordOf(event))
    expect(page.text('article h2')).toBe('hero → treatment')
    expect(page.text('.sub')).toBe('user-1 on /products, shown 10:00:00.000 UTC')
    expect(page.text('.verdict')).toBe('Delivered: the person is in the experiment, with “treatment”.')
    expect(page.find('.sub a').getAttribute('href')).toBe('#/people/user-1')
  })

  it('shows both forms side by side', async () => {
    await show(recordOf(event))
    expect(page.texts('.form-row.moved')).toEqual([
      'event $impression → becomes event_type [Experiment] Impression',
      'properties.flag_key hero → becomes [Experiment] Flag Key hero',
      'properties.variant treatment → becomes [Experiment] Variant treatment',
      expect.stringMatching(/^properties.time \d+ → becomes time/) as string,
      'messageId event-1 → becomes insert_id event-1',
      'userId user-1 → becomes user_id user-1',
      'anonymousId device-1 → becomes device_id device-1',
    ])
    expect(page.text('.form-row.head .post')).toBe('Post-transformation · as sent')
  })

  it('shows both forms of “Experiment Viewed” too', async () => {
    const { event: _, properties: __, ...others } = event
    const viewed = {
      ...others,
      event: 'Experiment Viewed',
      properties: { experiment_name: 'hero', variation_name: 'treatment', experiment_id: 'exp-1' },
    }
    const inspected = inspectedRecord(inspectEvent(viewed) as Inspection, 'event-1')
    await show({ ...inspected, outcome: 'accepted', post: inspected.expected, storage: 'stored' })
    expect(page.text('article h2')).toBe('hero → treatment')
    expect(page.texts('.form-row.moved').slice(0, 4)).toEqual([
      'event Experiment Viewed → becomes event_type [Experiment] Exposure',
      'properties.experiment_name hero → becomes [Experiment] Flag Key hero',
      'properties.variation_name treatment → becomes [Experiment] Variant treatment',
      'properties.experiment_id exp-1 → becomes [Experiment] Experiment Key exp-1',
    ])
    expect(page.count('.form-row.left')).toBe(0)
  })

  it('shows fields that the destination adds on demand if there are many', async () => {
    const record = recordOf(event)
    const added = { platform: 'Web', os_name: 'Mac OS X', library: 'segment', partner_id: 'segment' }
    await show({ ...record, post: { ...record.post, ...added } })
    expect(page.count('.form-row.added')).toBe(0)
    await page.click('Show 4 fields added by the destination')
    expect(page.texts('.form-row.added')).toContain('added by the destination + added as platform Web')
    await page.click('Hide 4 fields added by the destination')
    expect(page.count('.form-row.added')).toBe(0)
  })

  it.each<[string, Partial<EventRecord>, string]>([
    ['changes', propertyOf('control', 'treatment'), 'before: control → after: treatment'],
    ['keeps', propertyOf('treatment', 'treatment'), 'treatment as before'],
    ['first sets', propertyOf(undefined, 'treatment'), 'before: not set → after: treatment'],
    ['will set', { outcome: 'pending', attempts: [] }, '= treatment'],
  ])('that %s the user property says so', async (_what, changes, words) => {
    await show(recordOf(event, changes))
    expect(page.text('.property')).toBe(`$set [Experiment] hero ${words}`)
  })

  it('warns of a person who was shown two variants', async () => {
    await show(recordOf(event, propertyOf('control', 'treatment')))
    expect(page.text('.warn')).toMatch(/^This person was shown control before\. People who see two variants/)
  })

  it('that unsets the property shows the value before', async () => {
    await show(recordOf(impression({ id: 'event-1', user: 'user-1' }), propertyOf('control', undefined)))
    expect(page.text('.property')).toBe('$unset [Experiment] hero before: control → after: not set')
    expect(page.find('.property .tag').className).toBe('tag out')
  })

  it('that will unset the property shows its name', async () => {
    const waiting = { outcome: 'pending', attempts: [] } as const
    await show(recordOf(impression({ id: 'event-1', user: 'user-1' }), waiting))
    expect(page.text('.property')).toBe('$unset [Experiment] hero')
  })

  it('that the real Amplitude accepted says what can’t be known', async () => {
    await show(recordOf(event, { storage: null, userProperties: null }))
    expect(card('User property')).toMatch(/are known only of the sandbox’s own Amplitude/)
  })

  it('without a flag or an id says so', async () => {
    await show(recordOf({ type: 'track', event: '$impression', messageId: 'event-1' }))
    expect(page.text('article h2')).toBe('no flag key → no variant')
    expect(page.text('.sub')).toBe('No usable id')
    expect(card('User property')).toBe('User property The person’s property didn’t change: nothing was sent.')
  })
})

describe('the issues of an event', () => {
  it('have a reason, a next step and a link to their section', async () => {
    await show(recordOf({ ...event, properties: { flag_key: 'hero', variant: 'x'.repeat(2000) } }))
    const link = page.find('.issues a')
    expect(link.getAttribute('href')).toMatch(/docs\/issues\.md#[a-z_]+$/)
    expect(page.text('.issues')).toMatch(/^\w+ [A-Z_]+ /)
  })

  it('that this page doesn’t know are shown too, and long lists are cut', async () => {
    const issue = { code: 'NEW_CODE', severity: 'grave', path: ['x'], params: {} } as never
    await show(
      recordOf(event, {
        issues: Array.from({ length: 60 }, () => issue),
        subscription: { name: 'All', changed: [{ field: 'time', mapping: 1, usual: 2 }] },
      }),
    )
    expect(page.texts('.issues li')[0]).toMatch(/^grave NEW_CODE the event /)
    expect(page.texts('.issues li').at(-1)).toBe('… and 10 more')
    expect(card('Worth a look')).toMatch(/^Worth a look by the default mapping/)
  })
})

describe('the delivery of an event', () => {
  it('is told step by step', async () => {
    const batch = { number: 3, place: 17, size: 1000, refused: 2 }
    await show(
      recordOf(
        { ...event, receivedAt: new Date(startOfTime + 120).toISOString() },
        {
          attempts: [
            { at: startOfTime + 1500, outcome: 'retry', reason: 'Amplitude answered 429.' },
            { at: startOfTime + 3600, outcome: 'accepted', batch },
            { at: startOfTime + 3600, outcome: 'unheard of' as 'retry' },
          ],
          repeats: 1,
          subscription: { name: 'All impressions', changed: [] },
        },
      ),
    )
    expect(card('Delivery')).toMatch(/^Delivery by the subscription “All impressions”/)
    expect(page.texts('.steps li')).toEqual([
      '10:00:00.000 Shown on the page',
      '10:00:00.120 Received by the CDP 120 ms later',
      '10:00:01.500 The try failed 1.4 s later Amplitude answered 429.',
      '10:00:03.600 Amplitude accepted it 2.1 s later In batch 3, event 17 of 1,000. 2 others of this batch were refused.',
      '10:00:03.600 unheard of',
      'Received again: dropped by Segment, which had seen this message id',
    ])
  })

  it.each<[string, Partial<EventRecord>, string]>([
    ['is tried again', { outcome: 'retry', attempts: [] }, 'Another attempt follows'],
    ['waits', { outcome: 'pending', attempts: [] }, 'On its way to Amplitude'],
    ['is a duplicate', { storage: 'duplicate', userProperties: null }, 'Dropped by Amplitude'],
  ])('that %s says so', async (_what, changes, words) => {
    await show(recordOf(event, changes))
    expect(page.texts('.steps li').at(-1)).toContain(words)
  })

  it('is unknown if nothing was tried or shown', async () => {
    await show(recordOf({ event: '$impression', type: 'track', messageId: 'event-1' }, { attempts: [] }))
    expect(card('Delivery')).toBe('Delivery Nothing is known about its delivery.')
  })
})
