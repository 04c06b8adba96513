import { otherCallRecord } from '@experiment-impressions/inspection'
import { impression, recordOf } from '../../../inspection/test/helpers/records.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

const call = (id: string, what: object) =>
  otherCallRecord({ messageId: id, userId: 'user-1', timestamp: '2026-11-23T10:00:00.000Z', ...what }, id)
const pageCall = call('page-1', { type: 'page', context: { page: { path: '/cart' } } })
const order = call('order-1', {
  type: 'track',
  event: 'Order Completed',
  properties: { flag_key: 'x', total: 7 },
})
const near = call('near-1', {
  type: 'track',
  event: '$Impression',
  properties: { flag_key: 'hero', variant: 'a' },
})
const event = recordOf(impression({ id: 'event-1', variant: 'a', user: 'user-1' }))
const chip = () => page.texts('.filters > button')

describe('calls that aren’t experiment events', () => {
  it('are hidden until they’re asked for, and counted on a button', async () => {
    page.sandbox.records = [event]
    page.sandbox.calls = [pageCall, order, near]
    await page.open()
    expect([page.texts('.row'), page.text('.foot span')]).toEqual([
      ['10:00:00.0 hero → a set user-1 · /products'],
      '1 event · times in UTC',
    ])
    page.sandbox.stream.emit('record', JSON.stringify(call('page-2', { type: 'page' })))
    await page.wait()
    await page.click('other calls 4')
    expect(page.field('Filter').value).toBe('is:other')
    expect(page.texts('.row')).toEqual([
      '10:00:00.0 page user-1',
      '10:00:00.0 $Impression ! near miss user-1',
      '10:00:00.0 Order Completed user-1',
      '10:00:00.0 page user-1 · /cart',
    ])
    expect(page.text('.foot span')).toBe('4 other calls · times in UTC')
    await page.type('Filter', 'is:other order')
    expect([page.count('.row'), page.text('.foot span')]).toEqual([1, '1 of 4 other calls · times in UTC'])
    await page.type('Filter', '')
    await page.click('near misses 1')
    expect(page.field('Filter').value).toBe('is:near')
    expect(page.texts('.row')).toEqual(['10:00:00.0 $Impression ! near miss user-1'])
    await page.type('Filter', 'is:other nothing')
    await page.click('Show all other calls')
    expect(page.count('.row')).toBe(4)
  })

  it('count nowhere else', async () => {
    page.sandbox.records = [event]
    page.sandbox.calls = [order, near]
    await page.open('#/people')
    expect(page.text('.person')).toContain('1 event')
    await page.click('Experiments')
    expect([page.count('.tile'), page.text('.connection')]).toEqual([1, expect.stringMatching(/ 1 event$/)])
    await page.click('Stream')
    await page.click('More')
    expect(page.field('Flag').textContent).toBe('anyhero')
  })

  it.each(['stream', 'people', 'experiments'])('are named where there is nothing else: %s', async (view) => {
    page.sandbox.calls = [pageCall, order, near]
    await page.open(`#/${view}`)
    expect(page.text('.empty')).toMatch(
      /^No experiment events yet 3 calls, none an impression: 1 page, 1 Order Completed, 1 \$Impression: did you mean \$impression\?/,
    )
    await page.click('Show these calls')
    expect(page.count('.row')).toBe(3)
  })

  it('say what they are, and show the call as it came', async () => {
    page.sandbox.calls = [order]
    await page.open('#/stream/order-1?q=is:other')
    expect(page.text('article h2')).toBe('Order Completed')
    expect(page.text('.verdict')).toBe('Not an experiment event. Nothing is sent.')
    expect([page.count('.form-row'), page.count('.issues')]).toEqual([0, 0])
    expect(page.text('.json')).toContain('"total": 7')
  })

  it('are shown without a name, an id or a time too', async () => {
    page.sandbox.calls = [
      otherCallRecord({}, 'odd-1'),
      otherCallRecord({ type: 'page', anonymousId: 'device-1' }, 'odd-2'),
    ]
    await page.open('#/stream/odd-1?q=is:other')
    expect(page.text('article .names')).toBe('A call without a name No usable id')
    await page.open('#/stream/odd-2?q=is:other')
    expect(page.text('article .names')).toBe('page device-1')
  })

  it('that were probably meant as one say what’s wrong', async () => {
    page.sandbox.calls = [near]
    await page.open('#/stream/near-1?q=is:other')
    expect(page.text('.verdict')).toMatch(/^Not an experiment event, though it looks/)
    expect(page.text('.issues')).toMatch(/EVENT_NAME_MISSPELLED .*\$impression/)
  })

  it('that a subscription matches later become events', async () => {
    page.sandbox.calls = [order]
    await page.open()
    page.sandbox.stream.emit(
      'record',
      JSON.stringify({ ...order, outcome: 'rejected', subscription: { name: 'All', changed: [] } }),
    )
    await page.wait()
    expect([page.count('.row'), chip().join()]).toEqual([1, expect.not.stringContaining('other')])
  })

  it('aren’t asked of an older sandbox twice, and miss nowhere', async () => {
    page.sandbox.records = [event]
    page.sandbox.calls = undefined
    await page.open('#/stream?q=is:other')
    expect(page.text('.list-side .empty')).toBe(
      'No other calls yet Every call so far was an experiment event. Show all events',
    )
    expect([page.text('.connection'), page.sandbox.requests.filter((path) => path === 'GET calls')]).toEqual([
      'Sandbox 127.0.0.1:4747 · 1 event',
      ['GET calls'],
    ])
    await page.click('Show all events')
    expect(page.count('.row')).toBe(1)
  })
})
