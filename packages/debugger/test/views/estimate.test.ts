import { usePage } from '../helpers/page.js'

const page = usePage()

const figures = () => page.texts('.figure .big')
const address = () => new URLSearchParams(page.window.location.hash.split('?')[1])
const slide = async (label: string, value: string): Promise<void> => {
  await page.type(label, value)
}

describe('the estimate', () => {
  it('shows both figures, the quota and what each narrowing saves', async () => {
    await page.open('#/estimate')
    expect(figures()).toEqual(['2,400,000', '180,000'])
    expect(page.text('.formula')).toBe('100,000 tracked users × 2 experiments × 12 page views = 2,400,000')
    expect(page.texts('.figure')[0]).toContain('The quota runs out on day 13 of 30')
    expect(page.texts('.figure')[1]).toContain('The quota lasts')
    expect(page.texts('.savings tfoot tr')[0]).toMatch(/^Total 2,400,000 −/)
    expect(page.find('.month svg').getAttribute('aria-label')).toMatch(/the quota is 1,000,000\.$/)
  })

  it('keeps the result in view in short, above the inputs', async () => {
    await page.open('#/estimate')
    const bar = () => page.texts('.estimate-inputs > .result-bar:first-child > *')
    expect(bar()).toEqual([
      'Upper bound 2,400,000 quota out on day 13',
      'After targeting 180,000 18 % of the quota',
    ])
    await page.enter('Impression quota (0 for none)', '0')
    expect(bar()).toEqual(['Upper bound 2,400,000', 'After targeting 180,000'])
  })

  it('follows every number, and keeps all of it in the address', async () => {
    await page.open('#/estimate')
    await page.enter('Tracked users', '1000')
    await page.enter('Page views per user', '2.5')
    await page.enter('Impression quota (0 for none)', '0')
    expect(figures()[0]).toBe('5,000')
    expect([address().get('users'), address().get('views'), address().get('quota')]).toEqual([
      '1000',
      '2.5',
      '0',
    ])
    expect(page.texts('.figure')[0]).toContain('Every experiment, on every page view, for everyone.')
    expect(page.count('.quota-label')).toBe(0)
  })

  it('is set by sliders too', async () => {
    await page.open('#/estimate')
    await slide('Tracked users, slider', '1000')
    expect(page.field('Tracked users').value).toBe('100000000')
    await slide('Rollout, hero-headline', '25')
    expect(address().getAll('e')[0]).toBe('0.2,0.5,0.25,hero-headline')
  })

  it('leaves the address alone if nothing changes', async () => {
    await page.open('#/estimate')
    await page.enter('Tracked users', '5')
    const before = page.window.location.hash
    await page.enter('Tracked users', '5')
    expect(page.window.location.hash).toBe(before)
  })

  it('rejects negative numbers', async () => {
    await page.open('#/estimate')
    await page.enter('Tracked users', '-5')
    expect(page.field('Tracked users').value).toBe('100000')
  })

  it('has experiments that are added, renamed and removed', async () => {
    await page.open('#/estimate')
    await page.click('Add an experiment')
    expect(page.texts('.savings tbody th')).toEqual(['hero-headline', 'checkout-flow', 'experiment 3'])
    expect(page.texts('.estimate-result p').at(-1)).toContain('not counted here')
    for (const name of ['checkout-flow', 'hero-headline']) await page.click(`Remove ${name}`)
    await page.enter('Experiment name', 'price')
    expect(page.texts('.savings tbody th')).toEqual(['price'])
    expect(page.texts('.savings tbody td')).toEqual(['1,200,000', '·', '·', '·', '1,200,000'])
    expect(page.texts('.estimate-result p').at(-1)).not.toContain('not counted here')
    await page.click('Remove price')
    expect(figures()).toEqual(['0', '0'])
  })

  it('says 0 % of nothing', async () => {
    await page.open('#/estimate?users=0&quota=0')
    expect(page.texts('.figure')[1]).toContain('0 % of the upper bound.')
  })

  it('says what is wrong with its numbers', async () => {
    await page.open('#/estimate?users=10&e=1,1,1,same&e=1,1,1,same')
    const words = 'experiments[1].name is a name used twice; expected a different name for each experiment.'
    expect([page.text('[role=alert]'), page.text('.result-bar')]).toEqual([words, words])
  })

  it('is copied as a link', async () => {
    const copied: string[] = []
    const clipboard = { writeText: (text: string) => Promise.resolve(void copied.push(text)) }
    Object.defineProperty(page.window.navigator, 'clipboard', { value: clipboard, configurable: true })
    await page.open('#/estimate')
    await page.click('Copy link')
    expect(copied[0]).toMatch(/^http:\/\/127\.0\.0\.1:4747\/#\/estimate\?users=100000&/)
  })
})
