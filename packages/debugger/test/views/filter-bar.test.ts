import { impression, recordOf } from '../../../inspection/test/helpers/records.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

const open = async (hash?: string): Promise<void> => {
  page.sandbox.records = [
    recordOf(impression({ id: '1', flag: 'hero', variant: 'a', user: 'user-1' })),
    recordOf(impression({ id: '2', flag: 'hero', user: 'user-2' })),
    recordOf(impression({ id: '3', flag: 'price', variant: 'b', user: 'user-3' }), { outcome: 'rejected' }),
  ]
  await page.open(hash)
}
const foot = () => page.text('.foot span')
const query = () => page.field('Filter').value
const address = () => new URLSearchParams(page.window.location.hash.split('?')[1]).get('q')

describe('the filter bar', () => {
  it('narrows the list to what is typed, and keeps it in the address', async () => {
    await open()
    await page.type('Filter', 'hero user-1')
    expect([foot(), address()]).toEqual(['1 of 3 events · times in UTC', 'hero user-1'])
  })

  it('starts from the address', async () => {
    await open('#/stream?q=flag%3Aprice')
    expect([query(), foot()]).toEqual(['flag:price', '1 of 3 events · times in UTC'])
  })

  it.each([
    ['set', 'is:set', '1 of 3 events'],
    ['unset', 'is:unset', '1 of 3 events'],
    ['not delivered', 'is:undelivered', '1 of 3 events'],
  ])('“%s” is a button that can be undone', async (name, words, found) => {
    await open()
    await page.click(name)
    expect([query(), foot()]).toEqual([words, expect.stringContaining(found)])
    await page.click(name)
    expect(query()).toBe('')
  })

  it('offers every field under “More”', async () => {
    await open()
    await page.click('More')
    expect(Array.from(page.field('Flag').children, ({ textContent }) => textContent)).toEqual([
      'any',
      'hero',
      'price',
    ])
    await page.choose('Flag', 'hero')
    await page.choose('Variant', 'none')
    await page.choose('Kind', 'impression')
    await page.choose('Outcome', 'accepted')
    await page.choose('Only', 'unset')
    await page.type('Person', 'user-2')
    expect(query()).toBe('flag:hero variant:none kind:impression outcome:accepted is:unset person:user-2')
    expect(foot()).toBe('1 of 3 events · times in UTC')
    await page.choose('Flag', '')
    expect(query()).not.toContain('flag:')
    await page.click('More')
    expect(page.find('.more').hidden).toBe(true)
  })

  it('keeps a value that no event has among the choices', async () => {
    await open('#/stream?q=flag%3Agone')
    await page.click('More')
    expect(page.field('Flag').value).toBe('gone')
  })

  it.each([
    [
      'flagg:hero',
      '“flagg” isn’t a field. Did you mean flag ? Fields: flag, variant, kind, person, outcome, is.',
      'flag:hero',
    ],
    ['is:chnged', '“chnged” isn’t a value of is. Did you mean changed ? Values: set,', 'is:changed'],
  ])('says what it doesn’t know in %s, and what was meant', async (words, note, meant) => {
    await open()
    await page.type('Filter', words)
    expect(page.text('.note')).toContain(note)
    await page.click(meant.replace(/^is:|:hero$/g, ''))
    expect([query(), page.text('.note')]).toEqual([meant, ''])
  })

  it.each([
    ['zzzzzz:hero', '“zzzzzz” isn’t a field. Fields: flag, variant, kind, person, outcome, is.'],
    ['outcome:zzzzzz', '“zzzzzz” isn’t a value of outcome. Values: accepted, pending'],
  ])('guesses nothing where nothing is similar: %s', async (words, note) => {
    await open()
    await page.type('Filter', words)
    expect(page.text('.note')).toContain(note)
  })

  it('shows all events again if none fits', async () => {
    await open()
    await page.type('Filter', 'nothing like it')
    expect(page.text('.list-side .empty')).toBe('No events match the filter Show all events')
    await page.click('Show all events')
    expect([query(), page.count('.row')]).toEqual(['', 3])
  })
})

describe('a pause', () => {
  it('can begin before the first event', async () => {
    await page.open()
    await page.click('Pause')
    page.sandbox.send(recordOf(impression({ id: '4', variant: 'a', user: 'user-4' })))
    await page.wait()
    expect([page.text('.pause'), page.count('.row')]).toEqual(['Resume (1 new)', 0])
  })

  it('holds new events back, and says how many there are', async () => {
    await open()
    await page.click('Pause')
    expect(page.text('.pause')).toBe('Resume')
    page.sandbox.send(recordOf(impression({ id: '4', variant: 'a', user: 'user-4' })))
    await page.wait()
    expect([page.text('.pause'), page.count('.row')]).toEqual(['Resume (1 new)', 3])
    await page.click('Resume (1 new)')
    expect([page.text('.pause'), page.count('.row')]).toEqual(['Pause', 4])
  })
})
