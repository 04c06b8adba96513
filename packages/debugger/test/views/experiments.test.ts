import { impression, recordOf } from '../../../inspection/test/helpers/records.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

/** This many people with each variant; an empty name is for no variant. */
const people = (counts: Readonly<Record<string, number>>, flag = 'hero') =>
  Object.entries(counts).flatMap(([variant, count]) =>
    Array.from({ length: count }, (_, index) => {
      const id = `${flag}-${variant}-${String(index)}`
      const shown = variant === '' ? {} : { variant }
      return recordOf(impression({ id, flag, user: id, after: index * 1000, ...shown }))
    }),
  )
const open = async (counts: Readonly<Record<string, number>>, hash = '#/experiments'): Promise<void> => {
  page.sandbox.records = people(counts)
  await page.open(hash)
}
const verdict = () => page.text('.tile .verdict')
const rows = () => page.texts('.variants tbody tr')
const split = () => new URLSearchParams(page.window.location.hash.split('?')[1]).get('split:hero')

describe('the experiments', () => {
  it('show who saw what, and test the split', async () => {
    await open({ control: 50, treatment: 50, '': 2 })
    expect(page.text('.tile header')).toBe('hero 102 impressions · 102 people')
    expect(verdict()).toBe('No sign of a mismatch (p = 1.000).')
    expect(rows()).toEqual(['control 50 50 %', 'treatment 50 50 %', 'no variant 2 not tested –'])
    expect(page.find('.plot svg').getAttribute('aria-label')).toMatch(/^102 impressions of hero from /)
  })

  it.each<[Readonly<Record<string, number>>, RegExp]>([
    [{ control: 100, treatment: 300 }, /^Sample ratio mismatch \(p < 0\.001\)/],
    [{ control: 400, treatment: 485 }, /^Worth watching \(p = 0\.004\): chance alone/],
    [{ control: 2, treatment: 3 }, /^Too few people to test the split yet/],
    [{ control: 5 }, /^There’s only one variant/],
    [{ '': 3 }, /^There’s no split to test/],
  ])('say whether the split of %j can be trusted', async (counts, words) => {
    await open(counts)
    expect(verdict()).toMatch(words)
  })

  it('say of which events they are', async () => {
    await open({ control: 1 })
    expect(page.text('.sub')).toBe(
      'Based on the event on this page. Each person counts for the first variant they saw.',
    )
    page.sandbox.send(...people({ treatment: 1 }))
    await page.wait()
    expect(page.text('.sub')).toMatch(/^Based on the 2 events on this page/)
  })

  it('say what can’t be seen of the real Amplitude', async () => {
    page.sandbox.target = 'north_america'
    await open({ control: 1 })
    expect(page.text('.sub')).toContain('can’t be seen from here')
  })

  it('count reasons for doubt, and link to the events', async () => {
    page.sandbox.records = [
      ...people({ a: 3 }),
      recordOf(impression({ id: 'x', variant: 'b', user: 'hero-a-0', after: 9000 })),
      recordOf(impression({ id: 'y', user: 'hero-a-1', after: 9000 }), { repeats: 1 }),
      recordOf(impression({ id: 'z', variant: 'a' })),
    ]
    await page.open('#/experiments')
    expect(page.texts('.figures div')).toEqual([
      'Changed variant 1 person',
      'Without an id 1',
      'Duplicates removed 1',
      'Unset 20 %',
      'Rejected 1',
    ])
    await page.click('1 person')
    expect(page.field('Filter').value).toBe('flag:hero is:changed')
  })

  it('say “–” for the shares if nobody has a variant', async () => {
    await open({ '': 3 }, '#/experiments?split:hero={"a":1,"b":3}')
    expect(rows()).toEqual(['a 0 –', 'b 0 –', 'no variant 3 not tested –'])
  })

  it('have a plot from the second of its first event, or with both days if it spans several', async () => {
    page.sandbox.records = people({ a: 3 })
    await page.open('#/experiments')
    expect(page.texts('.plot figcaption span').filter((_, index) => index !== 1)).toEqual([
      '2026-11-23 10:00:00',
      '10:00:02 UTC',
    ])
    const late = impression({ id: 'late', variant: 'a', user: 'user-late', after: 3 * 86_400_000 })
    page.sandbox.send(recordOf(late))
    await page.wait()
    expect(page.texts('.plot figcaption span')[2]).toBe('2026-11-26 09:00 UTC')
  })

  it('have a figure of “–” if nothing arrived', async () => {
    page.sandbox.records = [recordOf(impression({ id: 'z', variant: 'a' }))]
    await page.open('#/experiments')
    expect(page.texts('.figures div')).toContain('Unset –')
  })

  it('are missing if no event has a flag key', async () => {
    page.sandbox.records = [recordOf({ type: 'track', event: '$impression', messageId: '1' })]
    await page.open('#/experiments')
    expect(page.text('.page-body .empty')).toBe('No event has a flag key')
  })

  it('beyond the first 100 are counted', async () => {
    page.sandbox.records = Array.from({ length: 102 }, (_, index) =>
      people({ a: 1 }, `f-${String(index)}`),
    ).flat()
    await page.open('#/experiments')
    expect([page.count('.tile'), page.texts('.page-body > .sub').at(-1)]).toEqual([100, '… and 2 more flags'])
  })

  it('wait for events', async () => {
    await page.open('#/experiments')
    expect(page.text('.empty h2')).toBe('No events yet')
  })
})

describe('the expected split', () => {
  it('is entered, and kept in the address', async () => {
    await open({ control: 100, treatment: 300 })
    await page.enter('Expected weight of treatment', '3')
    expect(verdict()).toBe('No sign of a mismatch (p = 1.000).')
    expect(split()).toBe('{"treatment":3}')
    await page.enter('Expected weight of treatment', '1')
    expect(split()).toBeNull()
  })

  it('rejects a negative weight, and keeps a draft', async () => {
    await open({ control: 10, treatment: 10 })
    await page.type('Expected weight of control', '-1')
    page.sandbox.send(...people({ other: 3 }))
    await page.wait()
    expect(page.field('Expected weight of control').value).toBe('-1')
    await page.enter('Expected weight of control', '-1')
    expect([page.field('Expected weight of control').value, split()]).toEqual(['1', null])
  })

  it('can have another variant, which is a mismatch if no one saw it', async () => {
    await open({ control: 20, treatment: 20 })
    await page.click('Expect another variant')
    await page.type('Variant key', ' gone ')
    await page.fire('form', new page.window.Event('submit', { cancelable: true }))
    expect(verdict()).toMatch(/^Sample ratio mismatch/)
    expect(rows()).toContain('gone 0 0 %')
    await page.click('Expect another variant')
    await page.type('Variant key', 'gone')
    await page.fire('form', new page.window.Event('submit', { cancelable: true }))
    expect(split()).toBe('{"gone":1}')
  })

  it('gets no variant without a name', async () => {
    await open({ control: 20, treatment: 20 })
    await page.click('Expect another variant')
    await page.fire('form', new page.window.Event('submit', { cancelable: true }))
    expect(split()).toBeNull()
  })

  it('leaves out a variant with the weight 0, and one that few people saw', async () => {
    await open({ control: 100, treatment: 100, odd: 1 }, '#/experiments?split:hero={"treatment":0}')
    expect(page.texts('.tile .verdict.wait')).toEqual([
      expect.stringMatching(/^Only 1 of 201 people saw “odd”/),
      'Not tested, because the expected weight is 0: “treatment”.',
    ])
    expect(rows()).toEqual(['control 100 100 %', 'odd 1 left out', 'treatment 100 not tested'])
  })
})
