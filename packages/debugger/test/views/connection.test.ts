import { duplicate, impression, recordOf } from '../../../inspection/test/helpers/records.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

const record = (id: string) => recordOf(impression({ id, variant: 'a', user: 'user-1' }))
const connection = () => page.text('.connection')
const navigation = () => page.text('nav .views')

describe('the connection', () => {
  it('is live while the stream is open, and shows what comes over it', async () => {
    page.sandbox.records = [record('1')]
    await page.open()
    expect(connection()).toBe('Sandbox 127.0.0.1:4747 · 1 event')
    page.sandbox.send(record('2'))
    await page.wait()
    expect(connection()).toBe('Sandbox 127.0.0.1:4747 · 2 events')
  })

  it('polls if the sandbox has no stream', async () => {
    page.sandbox.hasStream = false
    page.sandbox.records = [record('1')]
    await page.open()
    expect(connection()).toMatch(/^Sandbox, every 2 s .* 1 event$/)
    page.sandbox.records = [record('1'), record('2')]
    await page.wait(2500)
    expect(connection()).toMatch(/2 events$/)
  })

  it('says that the sandbox is lost, and finds it again', async () => {
    page.sandbox.isDown = true
    await page.open()
    expect(connection()).toMatch(/^Sandbox lost, trying again/)
    expect(page.text('.list-side')).toContain('npx experiment-impressions sandbox')
    page.sandbox.isDown = false
    await page.wait(2500)
    expect(connection()).toMatch(/^Sandbox, every 2 s/)
    page.sandbox.stream.emit('open')
    await page.wait()
    expect(connection()).toMatch(/^Sandbox 127/)
    page.sandbox.stream.readyState = 0
    page.sandbox.stream.emit('error')
    await page.wait()
    expect(connection()).toMatch(/^Sandbox lost/)
  })

  it('says that there is no sandbox behind other servers, and leaves out what needs one', async () => {
    page.sandbox.isStatic = true
    await page.open()
    expect(connection()).toBe('No sandbox')
    expect(page.text('.empty h2')).toBe('There’s no sandbox here')
    expect(navigation()).toBe('Stream People Experiments Inspect Estimate')
  })

  it('treats a failing sandbox as lost', async () => {
    page.sandbox.failing = 500
    await page.open()
    expect(connection()).toMatch(/^Sandbox lost/)
  })

  it('starts over after a reset', async () => {
    page.sandbox.records = [record('1'), record('2')]
    await page.open()
    page.sandbox.records = [record('3')]
    page.sandbox.stream.emit('reset')
    await page.wait()
    expect(page.texts('.row .flag')).toHaveLength(1)
    expect(connection()).toMatch(/1 event$/)
  })

  it('ignores anything that isn’t a record', async () => {
    page.sandbox.records = [record('1'), null as never, { id: 7 } as never]
    await page.open()
    page.sandbox.stream.emit('record', '{"id":')
    page.sandbox.stream.emit('record', JSON.stringify({ ...record('1'), ...duplicate }))
    await page.wait()
    expect(page.texts('.row .tag')).toEqual(['duplicate'])
  })

  it('waits for the first event of an empty sandbox', async () => {
    await page.open()
    expect(page.text('.empty')).toMatch(/^No events yet .*or send an \$impression as a track call\./)
  })

  it('says that it is still connecting', async () => {
    page.sandbox.stream.refuse()
    page.sandbox.openStream = () => page.sandbox.stream
    await page.open()
    expect([connection(), page.text('.empty')]).toEqual([
      'Connecting 127.0.0.1:4747 · 0 events',
      'Fetching events …',
    ])
  })
})

describe('the navigation', () => {
  it('goes to every view, names it in the title and moves the focus there', async () => {
    page.sandbox.records = [record('1')]
    await page.open()
    const titles: string[] = []
    for (const name of ['People', 'Experiments', 'Inspect', 'Estimate', 'Faults', 'Stream']) {
      await page.click(name)
      titles.push(page.window.document.title)
      expect(page.text('nav [aria-current]')).toBe(name)
      expect(page.window.document.activeElement?.id).toBe('main')
    }
    expect(titles[0]).toBe('People · Event debugger')
    expect(new Set(titles).size).toBe(6)
  })

  it('is a menu where there’s no room, which a choice, Escape and leaving close', async () => {
    await page.open()
    const isOpen = () => page.find('.menu').getAttribute('aria-expanded')
    const turn = () => page.click(/^Views, now/)
    await turn()
    expect([page.text('.menu'), isOpen()]).toEqual(['Views, now Stream ▾', 'true'])
    await page.click('Estimate')
    expect([page.text('.menu'), isOpen()]).toEqual(['Views, now Estimate ▾', 'false'])
    await turn()
    await page.press('.menu', 'Escape')
    expect(isOpen()).toBe('false')
    await turn()
    await page.fire('.menu', new page.window.FocusEvent('focusout', { bubbles: true }))
    expect(isOpen()).toBe('false')
  })

  it('can be skipped', async () => {
    await page.open('#/estimate')
    await page.click('Skip to the view')
    expect(page.window.document.activeElement?.id).toBe('main')
    expect(page.window.location.hash).toBe('#/estimate')
  })
})

describe('a sandbox that delivers to the real Amplitude', () => {
  it.each([
    ['north_america', 'North America'],
    ['europe', 'Europe'],
  ])('in %s says so in every view', async (target, place) => {
    page.sandbox.target = target
    await page.open('#/inspect')
    expect(page.text('.real-amplitude')).toContain(place)
    expect(navigation()).not.toContain('Faults')
  })

  it('is not assumed of one that is too old to say', async () => {
    page.sandbox.target = undefined
    await page.open()
    expect([page.count('.real-amplitude'), navigation()]).toEqual([0, expect.stringContaining('Faults')])
  })
})
