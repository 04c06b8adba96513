import { impression, recordOf } from '../../../inspection/test/helpers/records.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

const events = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    recordOf(
      impression({
        id: `id-${String(index)}`,
        variant: index % 2 === 0 ? 'control' : 'treatment',
        user: `user-${String(index)}`,
        kind: index === 1 ? 'exposure' : 'impression',
        after: index * 1000,
      }),
    ),
  )
const rows = () => page.texts('.row')
const hash = () => decodeURIComponent(page.window.location.hash)

describe('the event list', () => {
  it('shows the newest event first', async () => {
    page.sandbox.records = events(3)
    await page.open()
    expect(rows()).toEqual([
      '10:00:02.0 hero → control set user-2 · /products',
      '10:00:01.0 hero → treatment set exposure · user-1 · /products',
      '10:00:00.0 hero → control set user-0 · /products',
    ])
    expect(page.text('.foot')).toBe('3 events · times in UTC following the newest')
  })

  it('shows each event’s effect, or why it has none, once', async () => {
    const event = (id: string) => impression({ id, variant: 'b', user: 'user-1' })
    const before = { userProperties: { before: { '[Experiment] hero': 'a' }, after: {} } }
    const tried = [{ at: 1, outcome: 'retry' as const }]
    page.sandbox.records = [
      recordOf(event('changed'), { ...before, repeats: 1 }),
      recordOf(impression({ id: 'unset', user: 'user-1' })),
      recordOf(event('duplicate'), { storage: 'duplicate', userProperties: null }),
      recordOf(event('retry'), { outcome: 'retry', attempts: tried }),
      recordOf(event('pending'), { outcome: 'pending', attempts: [] }),
      recordOf(event('skipped'), { outcome: 'skipped' }),
      recordOf(event('rejected'), { outcome: 'rejected' }),
      recordOf({ ...event('no property'), event: '$other' }, { outcome: 'accepted' }),
      recordOf({ type: 'track', event: '$impression', messageId: 'broken' }),
      recordOf(event('warned'), {
        issues: [{ code: 'TIME_MISSING', severity: 'warning', path: [], params: {} } as never],
      }),
    ]
    await page.open()
    expect(rows().reverse()).toEqual([
      '10:00:00.0 hero → b changed user-1 · /products · was a · received twice',
      '10:00:00.0 hero → no variant unset user-1 · /products',
      '10:00:00.0 hero → b duplicate user-1 · /products',
      '10:00:00.0 hero → b retrying user-1 · /products · 1 try failed',
      '10:00:00.0 hero → b on its way user-1 · /products',
      '10:00:00.0 hero → b not sent user-1 · /products',
      '10:00:00.0 hero → b rejected user-1 · /products',
      '10:00:00.0 hero → b no property user-1 · /products',
      '– no flag key → no variant rejected no usable id 1 error',
      '10:00:00.0 hero → b set user-1 · /products 1 warning',
    ])
  })

  it('says that the contents of an event were not kept', async () => {
    const omitted = 'The record of this event is over 1 MB. Only its outcome is kept.'
    page.sandbox.records = [
      recordOf({ messageId: 'big', event: '$impression' }, { omitted, outcome: 'accepted', issues: [] }),
    ]
    await page.open()
    expect(rows()).toEqual(['– contents not kept delivered big'])
    await page.click(/contents not kept/)
    expect(page.text('article')).toContain(omitted)
  })

  it('draws only the rows in view of a long list, and follows the wheel', async () => {
    page.sandbox.records = events(2000)
    await page.open()
    expect(page.count('.row')).toBe(18)
    page.find('.rows').scrollTop = 60_000
    await page.fire('.rows', new page.window.Event('scroll'))
    expect(rows()[8]).toMatch(/user-999 /)
    expect(page.text('.to-top')).toBe('↑ Newest · row 1,001 of 2,000')
    await page.click(/Newest/)
    expect(page.find('.rows').scrollTop).toBe(0)
  })

  it('stays where it is while new events come in', async () => {
    page.sandbox.records = events(500)
    await page.open()
    page.find('.rows').scrollTop = 6015
    await page.fire('.rows', new page.window.Event('scroll'))
    page.sandbox.send(recordOf(impression({ id: 'new', variant: 'a', user: 'user-new' })))
    await page.wait()
    expect(page.find('.rows').scrollTop).toBe(6075)
  })

  it('responds to the keyboard', async () => {
    page.sandbox.records = events(40)
    await page.open()
    await page.press('.rows', 'ArrowDown')
    await page.press('.rows', 'ArrowDown')
    expect(hash()).toBe('#/stream/id-37')
    expect(page.find('.rows').getAttribute('aria-activedescendant')).toBe('row-37')
    await page.press('.rows', 'End')
    expect([hash(), page.find('.rows').scrollTop]).toEqual(['#/stream/id-0', 40 * 60 - 600])
    await page.press('.rows', 'x')
    await page.press('.rows', 'Enter')
    expect([hash(), page.window.document.activeElement?.className]).toEqual(['#/stream/id-0', 'detail-side'])
  })
})

describe('a row', () => {
  it('keeps the end of a long flag key and its variant, and has both names in full', async () => {
    const flag = 'checkout-page-redesign-with-a-long-flag-key-2026'
    page.sandbox.records = [recordOf(impression({ id: 'long', flag, variant: 'treatment', user: 'user-1' }))]
    await page.open()
    expect(page.find('.row .line').title).toBe(`${flag} → treatment`)
    expect(page.texts('.row .flag > span')).toEqual(['checkout-page-redesign-with-a-long-flag-', 'key-2026'])
    expect(page.text('.row .variant')).toBe('→ treatment')
  })
})

describe('an event of the list', () => {
  it('opens with a click, and closes with “All events”', async () => {
    page.sandbox.records = events(2)
    await page.open()
    await page.click(/user-0/)
    expect(page.text('article h2')).toBe('hero → control')
    await page.click('← All events')
    expect(hash()).toBe('#/stream')
    expect(page.text('article h2')).toBe('hero → treatment')
  })

  it('that isn’t there is explained', async () => {
    page.sandbox.records = events(2)
    await page.open('#/stream/elsewhere')
    expect(page.text('.detail-side')).toContain('This event isn’t here')
  })
})
