import { impression, recordOf, startOfTime } from '../../../inspection/test/helpers/records.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

const switchedOn = () => page.texts('.faults-on li')

describe('the faults', () => {
  it('are added with their conditions, and removed', async () => {
    await page.open('#/faults')
    expect(page.text()).toContain('No faults are active.')
    await page.type('Every nth request', '3')
    await page.type('Stop after (hits)', '2')
    await page.choose('Endpoint', 'httpapi')
    await page.click('Throttle')
    expect(page.sandbox.faults).toMatchObject([{ status: 429, every: 3, times: 2, path: 'httpapi' }])
    expect(switchedOn()).toEqual(['httpapi answers 429, every 3rd request, 2 times hit 0 of 0 requests'])
    await page.click('Remove all')
    expect(page.sandbox.faults).toEqual([])
    expect(page.text()).toContain('No faults are active.')
  })

  it('hit every request again if the conditions are emptied', async () => {
    await page.open('#/faults')
    await page.type('Every nth request', '3')
    await page.type('Every nth request', '')
    await page.choose('Endpoint', 'batch')
    await page.choose('Endpoint', '')
    await page.click('Cut after')
    expect(page.sandbox.faults).toEqual([{ cut: 'after', id: 1, requests: 0, hits: 0 }])
  })

  it('count their hits', async () => {
    await page.open('#/faults')
    page.sandbox.faults = [{ id: 1, status: 500, requests: 4, hits: 2 }]
    await page.wait(1200)
    expect(switchedOn()).toEqual(['every endpoint answers 500 hit 2 of 4 requests'])
  })

  it('show the sandbox’s message if it rejects one', async () => {
    page.sandbox.refusesFaults = true
    await page.open('#/faults')
    await page.click('Fail')
    expect(page.text('[role=alert]')).toBe('“every” is out of range.')
  })

  it('say that the sandbox doesn’t answer, or that something else does', async () => {
    await page.open('#/faults')
    page.sandbox.isDown = true
    await page.click('Slow')
    expect(page.text('[role=alert]')).toBe('The sandbox doesn’t answer. Is it still running?')
    page.sandbox.isDown = false
    page.sandbox.isStatic = true
    await page.click('Slow')
    expect(page.text('[role=alert]')).toBe('The server that answered (404) isn’t a sandbox.')
  })

  it('aren’t available for the real Amplitude', async () => {
    page.sandbox.target = 'europe'
    await page.open('#/faults')
    expect(page.text('.empty h2')).toBe('Faults aren’t available')
  })

  it('need a sandbox', async () => {
    page.sandbox.isStatic = true
    await page.open('#/faults')
    expect(page.text('.empty h2')).toBe('There’s no sandbox here')
  })
})

describe('the outcomes', () => {
  const event = (id: string) => impression({ id, variant: 'a', user: 'user-1' })
  const retried = [{ at: startOfTime, outcome: 'retry' as const }]
  const figures = () => page.texts('.figures div')

  it('count where all events are', async () => {
    page.sandbox.records = [
      recordOf(event('1')),
      recordOf(event('2'), { outcome: 'pending', attempts: [] }),
      recordOf(event('3'), { outcome: 'rejected' }),
    ]
    await page.open('#/faults')
    expect(figures()).toEqual(['In Amplitude 1', 'In progress 1', 'Rejected 1'])
    expect(page.text()).toContain('No event needed a second attempt.')
  })

  it('name the events that needed another try, with its moments', async () => {
    page.sandbox.records = [
      recordOf(event('1'), { outcome: 'retry', attempts: retried }),
      recordOf(event('2'), { attempts: [...retried, { at: startOfTime + 2000, outcome: 'accepted' }] }),
      recordOf({ messageId: '3' }, { outcome: 'rejected', attempts: retried, omitted: 'Too large.' }),
    ]
    await page.open('#/faults')
    expect(switchedOn()).toEqual([
      'contents not kept rejected 10:00:00.0',
      'hero → a accepted 10:00:00.0 · 10:00:02.0',
      'hero → a retry 10:00:00.0',
    ])
  })
})
