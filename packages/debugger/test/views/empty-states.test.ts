import { usePage } from '../helpers/page.js'

const page = usePage()

describe('a view without events', () => {
  it.each(['stream', 'people', 'experiments'])('offers ways to a first event: %s', async (view) => {
    const copied: string[] = []
    Object.assign(page.window.navigator, {
      clipboard: {
        writeText(text: string) {
          copied.push(text)
          return Promise.resolve()
        },
      },
    })
    await page.open(`#/${view}`)
    await page.click('Copy')
    expect(copied).toEqual([page.text('.command pre')])
    expect(copied[0]).toMatch(
      /^curl 'http:\/\/127\.0\.0\.1:4747\/v1\/track' -H 'content-type: application\/json' -d '\{"event":"\$impression",.*\}'$/,
    )
    await page.click('Play the session')
    expect(page.sandbox.requests).toContain('POST session')
    expect(page.find('.ways .strong').textContent).toBe('Playing the session …')
    await page.click('Paste an event')
    expect(page.window.location.hash).toBe('#/inspect')
  })

  it('says why the session isn’t played', async () => {
    page.sandbox.refusesSession = true
    await page.open()
    await page.click('Play the session')
    expect(page.text('[role=alert]')).toBe('The session is being played already.')
    expect(page.find('.ways .strong').textContent).toBe('Play the session')
  })

  it.each<[string, () => void]>([
    ['there is no sandbox', () => (page.sandbox.isStatic = true)],
    ['it delivers to the real Amplitude', () => (page.sandbox.target = 'europe')],
  ])('doesn’t offer the session where %s', async (_where, arrange) => {
    arrange()
    await page.open()
    expect(page.text('.ways')).toContain('Paste an event')
    expect(page.text('.ways')).not.toContain('Play')
  })
})
