import { impression, recordOf, startOfTime } from '../../../inspection/test/helpers/records.js'
import type { FaultReport } from '../../src/faults/faults-api.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

const switchedOn = () => page.texts('.faults-on li')
const results = () => page.texts('.results li')
const report = (fault: Partial<FaultReport> & { readonly id: number }) => ({
  status: 500,
  requests: 0,
  hits: 0,
  ...fault,
})

describe('the faults', () => {
  it('are added with their conditions, and removed', async () => {
    await page.open('#/faults')
    expect(page.text()).toContain('No faults are active.')
    await page.type('Every nth request', '3')
    await page.type('Stop after (hits)', '2')
    await page.choose('Endpoint', 'httpapi')
    await page.click('Throttle')
    expect(page.sandbox.faults).toMatchObject([{ status: 429, every: 3, times: 2, path: 'httpapi' }])
    expect(switchedOn()).toEqual([
      '1 httpapi answers 429, every 3rd request, 2 times Off Hit 0 of 0 requests.',
    ])
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
    page.sandbox.faults = [report({ id: 1, requests: 4, hits: 2 })]
    await page.wait(1200)
    expect(switchedOn()).toEqual(['1 every endpoint answers 500 Off Hit 2 of 4 requests.'])
  })

  it('are turned off one by one, which moves the focus to their title', async () => {
    page.sandbox.faults = [report({ id: 1 }), report({ id: 3 })]
    await page.open('#/faults')
    await page.click('Off: fault 1')
    expect(page.sandbox.faults.map(({ id }) => id)).toEqual([3])
    expect(switchedOn()).toEqual([expect.stringMatching(/^3 /)])
    expect(page.window.document.activeElement?.textContent).toBe('Active faults')
  })

  it('say that they’re spent, and offer to be removed', async () => {
    page.sandbox.faults = [report({ id: 1, times: 2, requests: 2, hits: 2 }), report({ id: 2 })]
    await page.open('#/faults')
    expect(switchedOn()).toEqual([
      '1 every endpoint answers 500, 2 times Remove Hit 2 of 2 requests. Spent: it won’t hit again.',
      '2 every endpoint answers 500 Off Hit 0 of 0 requests.',
    ])
    await page.click('Remove: fault 1')
    expect(page.sandbox.faults.map(({ id }) => id)).toEqual([2])
  })

  it('say what comes before them', async () => {
    page.sandbox.faults = [report({ id: 1, path: 'httpapi' }), report({ id: 2, path: 'httpapi' })]
    await page.open('#/faults')
    expect(switchedOn()[1]).toContain('Comes after fault 1, which takes every request to httpapi.')
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
    expect(results()).toEqual([
      'contents not kept rejected 10:00:00.0',
      'hero → a accepted 10:00:00.0 · 10:00:02.0',
      'hero → a retrying 10:00:00.0',
    ])
  })
})

describe('a test event', () => {
  const send = async () => {
    await page.click('Send a test event')
    return page.sandbox.tracked.at(-1) as { readonly messageId: string }
  }

  it('is sent to Segment, and leads to itself in the stream', async () => {
    await page.open('#/faults')
    expect(page.text('[aria-label="Test event"]')).toContain('to see what the faults do to it')
    const sent = await send()
    expect(sent).toMatchObject({ type: 'track', event: '$impression', properties: { variant: 'treatment' } })
    expect(results()).toEqual(['test-experiment → treatment sent'])
    expect(page.find('.results a').getAttribute('href')).toBe(`#/stream/${sent.messageId}`)
  })

  it('shows what becomes of it', async () => {
    await page.open('#/faults')
    const sent = await send()
    const tried = [{ at: startOfTime, outcome: 'retry' as const }]
    for (const [change, words] of [
      [{ outcome: 'pending', attempts: [] }, 'on its way'],
      [{ outcome: 'retry', attempts: tried }, 'retrying 10:00:00.0'],
      [{ outcome: 'accepted' }, 'accepted 10:00:00.0'],
    ] as const) {
      page.sandbox.send(recordOf(sent, change))
      await page.wait()
      expect(results()[0]).toBe(`test-experiment → treatment ${words}`)
    }
  })

  it('is one of the latest three, also after another view', async () => {
    await page.open('#/faults')
    for (let count = 0; count < 4; count += 1) page.sandbox.send(recordOf(await send()))
    await page.click('Stream')
    await page.click('Faults')
    expect(results()).toHaveLength(3)
    expect(page.find('.results a').getAttribute('href')).toContain(page.sandbox.tracked.at(-1)?.['messageId'])
  })

  it('isn’t listed if the sandbox doesn’t take it', async () => {
    await page.open('#/faults')
    page.sandbox.failing = 429
    await page.click('Send a test event')
    expect(page.text('[role=alert]')).toBe('The sandbox failed.')
    expect(results()).toEqual([])
  })
})
