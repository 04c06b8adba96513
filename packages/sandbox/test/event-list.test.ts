import { transform } from '@experiment-impressions/contract'
import type { EventRecord } from '../src/event-record.js'
import { eventListPage } from '../src/page/event-list.js'
import { impression } from './helpers/sandboxes.js'

function record(over: Partial<EventRecord> = {}, call: object = {}): EventRecord {
  const pre = { ...impression(call), messageId: 'a', type: 'track' }
  const result = transform(pre)
  return {
    id: 'a',
    pre,
    post: result.ok ? result.value : null,
    issues: [],
    outcome: 'accepted',
    attempts: [],
    userProperties: null,
    ...over,
  }
}

const page = async (...records: EventRecord[]) => String(await eventListPage(records))

test('shows the newest 200, newest first, and says so', async () => {
  const records = Array.from({ length: 201 }, (_, index) =>
    record({}, { properties: { flag_key: `flag-${String(index)}` } }),
  )
  const text = (await page(...records)).replace(/\s+/g, ' ')
  expect(text).toContain('201 events, the newest 200 shown')
  expect(text).not.toContain('flag-0<')
  expect(text.indexOf('flag-200<')).toBeLessThan(text.indexOf('flag-1<'))
})

test('counts a single event', async () => {
  expect(await page(record())).toMatch(/\s1 event\s/)
})

test.each<[string, EventRecord, string]>([
  ['an event without properties', record({}, { properties: null }), 'no flag key'],
  [
    'a user property before and after',
    record({ userProperties: { before: { '[Experiment] hero': 'control' }, after: {} } }),
    'control →',
  ],
  ['nothing of what was not stored', record(), '– →'],
  [
    'why the last try failed',
    record({ attempts: [{ at: 0, outcome: 'retry', reason: 'Amplitude answered 500.' }] }),
    '<li>Amplitude answered 500.</li>',
  ],
  [
    'how often it was tried',
    record({
      attempts: [
        { at: 0, outcome: 'retry' },
        { at: 1, outcome: 'accepted' },
      ],
    }),
    'Tried 2 times.',
  ],
  ['a device where there is no user', record(), '<span>device-1</span>'],
  [
    'a value that is too long for a line, cut',
    record({}, { properties: { flag_key: 'x'.repeat(300) } }),
    `${'x'.repeat(199)}…<`,
  ],
])('shows %s', async (_, one, text) => {
  expect(await page(one)).toContain(text)
})

test('shows an event whose user properties are no operators', async () => {
  const post = { event_type: '$identify', user_properties: { $unset: '-' } } as unknown as EventRecord['post']
  expect(await page(record({ post }))).not.toContain('class="property"')
})
