import { impression, recordOf } from '../../../inspection/test/helpers/records.js'
import { usePage } from '../helpers/page.js'

const page = usePage()
const record = recordOf(impression({ id: 'event-1', variant: 'a', user: 'user-1' }))

/** Opens the event in a browser with this clipboard; `undefined` for a page without one. */
const open = async (clipboard?: { writeText: (text: string) => Promise<void> }): Promise<void> => {
  Object.defineProperty(page.window.navigator, 'clipboard', { value: clipboard, configurable: true })
  page.sandbox.records = [record]
  await page.open('#/stream/event-1')
}
const taking = (copied: string[]) => ({
  writeText: (text: string) => {
    copied.push(text)
    return Promise.resolve()
  },
})

describe('a copy button', () => {
  it('copies the event as JSON, and says so for two seconds', async () => {
    const copied: string[] = []
    await open(taking(copied))
    await page.click('Copy JSON')
    expect(JSON.parse(copied[0] ?? '')).toEqual({ pre: record.pre, post: record.post, issues: [] })
    expect(page.texts('.acts button')).toContain('Copied')
    await page.wait(2500)
    expect(page.texts('.acts button')).toEqual(['Copy JSON', 'Copy curl, new id', 'Copy as case'])
  })

  it('copies a command that sends the event again, and a case for the corpus', async () => {
    const copied: string[] = []
    await open(taking(copied))
    await page.click('Copy curl, new id')
    await page.click('Copy as case')
    expect(copied[0]).toMatch(/^curl 'http:\/\/127\.0\.0\.1:4747\/v1\/track' .*"messageId":"[0-9a-f-]{36}"/)
    expect(copied[1]).toMatch(/^mkdir -p test\/corpus\/impression-hero-a\n/)
  })

  it('copies all of a JSON text, also if only its start is shown', async () => {
    const copied: string[] = []
    await open(taking(copied))
    await page.click('Raw')
    await page.click('Copy')
    expect(JSON.parse(copied[0] ?? '')).toEqual(record.pre)
  })

  it('says that the browser did not allow it', async () => {
    await open({ writeText: () => Promise.reject(new Error('denied')) })
    await page.click('Copy JSON')
    expect(page.texts('.acts button')).toContain('The browser didn’t allow it')
  })

  it.each([
    [true, 'Copied'],
    [false, 'The browser didn’t allow it'],
  ])('copies in the old way on pages without a clipboard (%s)', async (isAllowed, said) => {
    await open()
    const copied: unknown[] = []
    // The only way there is without the Clipboard API.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    page.window.document.execCommand = (command: string) => {
      copied.push(command, (page.window.document.activeElement as HTMLTextAreaElement).value.slice(0, 8))
      return isAllowed
    }
    page.window.HTMLTextAreaElement.prototype.select = function select(this: HTMLElement) {
      this.focus()
    }
    await page.click('Copy JSON')
    expect(copied).toEqual(['copy', '{\n  "pre'])
    expect(page.texts('.acts button')).toContain(said)
    expect(page.count('textarea')).toBe(0)
  })
})
