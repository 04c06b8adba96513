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
const hash = () => decodeURIComponent(page.window.location.hash)

describe('keys', () => {
  it('go to the next and the previous event, to the filter and back, and show what there is', async () => {
    page.sandbox.records = events(40)
    await page.open()
    await page.press('body', 'j')
    expect(hash()).toBe('#/stream/id-38')
    await page.press('body', 'j')
    await page.press('body', 'k')
    await page.press('body', 'k')
    await page.press('body', 'k')
    expect(hash()).toBe('#/stream/id-39')
    await page.press('body', '/')
    const { document } = page.window
    expect(document.activeElement).toBe(page.field('Filter'))
    await page.press('.query', 'j')
    expect(hash()).toBe('#/stream/id-39')
    await page.press('.query', 'Escape')
    expect(document.activeElement?.className).toBe('rows')
    await page.press('.rows', '?')
    expect(page.text('.help')).toMatch(/flag: the flag key.* j k next and previous event/)
    await page.press('.rows', 'Escape')
    expect(page.count('.help')).toBe(0)
    await page.click('Fields and keys')
    expect(page.count('.help')).toBe(1)
  })

  it('leave the filter where there is no list', async () => {
    await page.open()
    await page.press('body', '/')
    await page.press('.query', 'Escape')
    expect(page.window.document.activeElement?.tagName).toBe('BODY')
  })
})

describe('the event beside the list', () => {
  it('is the newest until one is picked', async () => {
    page.sandbox.records = events(3)
    await page.open()
    expect(page.text('article .sub')).toMatch(/^user-2 /)
    page.sandbox.send(recordOf(impression({ id: 'new', variant: 'a', user: 'user-new' })))
    await page.wait()
    expect([page.text('article .sub'), hash()]).toEqual([expect.stringMatching(/^user-new /), ''])
    await page.click(/user-0/)
    page.sandbox.send(recordOf(impression({ id: 'newer', variant: 'a', user: 'user-newer' })))
    await page.wait()
    expect(page.text('article .sub')).toMatch(/^user-0 /)
    await page.click('Follow the newest')
    await page.wait()
    expect([page.text('article .sub'), hash()]).toEqual([expect.stringMatching(/^user-newer /), '#/stream'])
  })

  it('stays once somebody does something in it', async () => {
    page.sandbox.records = events(3)
    await page.open()
    await page.fire('article', new page.window.Event('pointerdown', { bubbles: true }))
    expect(hash()).toBe('#/stream/id-2')
  })

  it('remembers what was open in the one before', async () => {
    const own = (id: string) => {
      const event = impression({ id, variant: 'a', user: `user-${id}` })
      return recordOf({ ...event, properties: { ...event.properties, price: 7 } })
    }
    page.sandbox.records = [own('one'), own('two')]
    await page.open()
    expect(page.count('.form-row.same')).toBe(0)
    await page.click('Show 1 unchanged property')
    expect(page.texts('.form-row.same')).toEqual(['properties.price 7 = passes through as price 7'])
    await page.click(/user-one/)
    expect([page.text('article .sub'), page.count('.form-row.same')]).toEqual([
      expect.stringMatching(/^user-one/),
      1,
    ])
    await page.click('Hide 1 unchanged property')
    expect(page.count('.form-row.same')).toBe(0)
  })

  it('scrolls its row into view if its address was opened', async () => {
    page.sandbox.records = events(500)
    await page.open('#/stream/id-100')
    expect(page.find('.rows').scrollTop).toBe(399 * 60 - 270)
    expect(page.find('[aria-selected=true]').id).toBe('row-100')
  })
})
