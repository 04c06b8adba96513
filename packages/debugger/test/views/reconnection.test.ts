import { impression, recordOf } from '../../../inspection/test/helpers/records.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

const record = (id: string) => recordOf(impression({ id, variant: 'a', user: `user-${id}` }))
const people = () => page.texts('.row .who')

describe('events that arrive while the list is fetched', () => {
  it('are newer than the list', async () => {
    page.sandbox.records = [record('1')]
    page.sandbox.respond = (path) => {
      if (path !== 'events') return undefined
      page.sandbox.respond = () => undefined
      page.sandbox.stream.emit('record', JSON.stringify({ ...record('1'), outcome: 'rejected' }))
      page.sandbox.stream.emit('record', JSON.stringify(record('2')))
      return undefined
    }
    await page.open()
    expect(page.texts('.row .tag')).toEqual(['set', 'rejected'])
  })

  it('make the page fetch it again after a reset', async () => {
    page.sandbox.records = [record('old')]
    page.sandbox.respond = (path) => {
      if (path !== 'events') return undefined
      page.sandbox.respond = () => undefined
      page.sandbox.stream.emit('reset')
      const old = JSON.stringify([record('old')])
      page.sandbox.records = [record('new')]
      return new Response(old, { headers: { 'content-type': 'application/json' } })
    }
    await page.open()
    expect(people()).toEqual([expect.stringContaining('new')])
    expect(page.sandbox.requests.filter((request) => request === 'GET events')).toHaveLength(2)
  })
})

describe('a page that is closed', () => {
  it('asks nothing more', async () => {
    page.sandbox.hasStream = false
    page.sandbox.records = [record('1')]
    await page.open()
    page.close()
    page.sandbox.requests.length = 0
    await page.wait(5000)
    expect(page.sandbox.requests).toEqual([])
  })
})

describe('a burst of events', () => {
  it('arrives in parts, and nothing is lost', async () => {
    await page.open()
    for (let index = 0; index < 450; index += 1)
      page.sandbox.stream.emit('record', JSON.stringify(record(String(index))))
    await page.wait()
    expect(page.text('.foot')).toMatch(/^450 events/)
  })

  it('beyond the page’s capacity pushes the oldest out', async () => {
    page.sandbox.records = ['1', '2', '3'].map(record)
    await page.open('', 2)
    expect(page.text('.foot')).toMatch(/^2 events, 1 older dropped/)
    await page.click('Experiments')
    await page.wait()
    expect(page.text('.page-body .sub')).toMatch(/ 1 older one/)
  })
})
