import { impression } from '../../../inspection/test/helpers/records.js'
import { usePage } from '../helpers/page.js'

const page = usePage()

const line = (id: string, variant?: string): string =>
  JSON.stringify(impression({ id, user: 'user-1', ...(variant === undefined ? {} : { variant }) }))
const input = 'Events as JSON, an array or NDJSON'
const paste = async (text: string): Promise<void> => {
  await page.type(input, text)
  await page.wait()
}
const found = () => page.texts('.found p')

beforeEach(async () => {
  page.sandbox.isStatic = true
  await page.open('#/inspect')
})

describe('inspecting events', () => {
  it('shows both forms of the example', async () => {
    await page.click('Try an example')
    await page.wait()
    expect(found()).toEqual(['1 experiment event: 1 warning.'])
    expect(page.text('.inspected h2')).toBe('hero-headline → treatment')
    expect(page.text('.property')).toBe('$set [Experiment] hero-headline = treatment')
    expect(page.text('.inspected')).not.toContain('Delivery')
    await page.click('Clear')
    expect([page.field(input).value, page.count('.inspected h2'), found()]).toEqual(['', 0, []])
  })

  it('lists several events in the order of the input', async () => {
    await paste(`${line('1', 'a')}\n${line('2', 'b')}\n{"type":"page"}\n{oops`)
    expect(found()).toEqual([
      '2 experiment events: no issues.',
      '1 other call: 1 page.',
      '1 part of the input couldn’t be read, and is left out.',
    ])
    expect(page.texts('.broken li p, .broken pre')).toEqual([
      'Line 4, column 6 isn’t JSON: expected a colon, but the text ends.',
      '{oops',
      'Copy the whole text: its end is missing, at least } on line 4.',
    ])
    expect(page.texts('.row .line')).toEqual(['hero → a', 'hero → b'])
    await page.click(/hero → b/)
    expect(page.text('.inspected h2')).toBe('hero → b')
  })

  it('quotes a part of a long line, and nothing of a list without events', async () => {
    await paste(`{"type":"track","text":"${'x'.repeat(100)}" "event":"${'y'.repeat(100)}"}`)
    expect(page.text('.broken pre')).toMatch(/^…x+" "event":"y+…$/)
    await paste('[1]')
    expect([page.count('.broken li'), page.count('.broken pre')]).toEqual([1, 0])
  })

  it('inspects a long text without showing it', async () => {
    await paste(`${line('1', 'a')}\n`.repeat(1000))
    expect([page.field(input).value, found()[0]]).toEqual(['', '1,000 experiment events: no issues.'])
  })

  it('shows the first of many broken lines', async () => {
    await paste(`${line('1', 'a')}\n${'{oops\n'.repeat(25)}`)
    expect(page.texts('.broken li').at(-1)).toBe('… and 5 more')
    expect(page.count('.broken li')).toBe(21)
  })

  it('says why an event is not sent', async () => {
    await paste('{"type":"track","event":"$impression","properties":{"variant":"a"}}')
    expect(page.text('.inspected .verdict')).toMatch(/^Not sent: /)
    expect(page.text('.form-row.head .post')).toBe('Post-transformation · nothing will be sent')
    await paste(`${line('1', 'a')}\n{"type":"track","event":"$impression","properties":{"variant":"a"}}`)
    expect(page.texts('.row .tag')).toEqual(['set', 'not sent'])
  })

  it('says how a pasted object was read', async () => {
    await paste(`analytics.track('$impression', {flag_key: 'hero', variant: 'a',})`)
    expect(found().slice(1)).toEqual([
      'Read 1 event from a call such as analytics.track(…), which gets its ids and times only when it runs.',
      'Read as a JavaScript object, because it isn’t JSON: single quotes on line 1, a name without quotes on line 1, a trailing comma on line 1.',
    ])
  })

  it('filters and sorts the events by issue', async () => {
    const near = '{"type":"track","event":"$Impression","userId":"user-1"}'
    const noFlag = '{"type":"track","event":"$impression","userId":"user-1","properties":{"variant":"c"}}'
    await paste([line('1', 'a'), near, noFlag].join('\n'))
    const chips = page.texts('.codes .code')
    expect(chips).toContain('FLAG_KEY_MISSING 1')
    expect(chips).toContain('EVENT_NAME_MISSPELLED 1')
    expect(page.count('.row')).toBe(3)
    await page.click(/^FLAG_KEY_MISSING/)
    expect(page.texts('.row .line')).toEqual(['no flag key → c'])
    await page.click(/^FLAG_KEY_MISSING/)
    await page.click('Sort by issue')
    expect(page.texts('.row .line').at(-1)).toBe('hero → a')
  })

  it('finds nothing in other JSON', async () => {
    await paste('[]')
    expect(found()).toEqual(['No experiment event was found.'])
    expect(page.count('.inspected article')).toBe(0)
  })

  it('forgets a text that is replaced while it is read', async () => {
    page.field(input).value = line('1', 'a')
    page.field(input).dispatchEvent(new page.window.Event('input', { bubbles: true }))
    await paste(line('2', 'b'))
    expect(page.text('.inspected h2')).toBe('hero → b')
  })
})

describe('a file', () => {
  const file = (text: string) => new Blob([text]) as File
  const chooser = () => page.field('File with events')
  const choose = async (...files: readonly File[]): Promise<void> => {
    Object.defineProperty(chooser(), 'files', { value: files, configurable: true })
    await page.fire('input[type=file]', new page.window.Event('change', { bubbles: true }))
    await page.waitUntil(() => found()[0] !== 'Reading …')
  }
  const drag = async (name: string, files?: readonly File[]): Promise<void> => {
    const event = new page.window.Event(name, { bubbles: true, cancelable: true })
    await page.fire('.paste', Object.assign(event, { dataTransfer: files === undefined ? null : { files } }))
    await page.wait()
  }

  it('is chosen', async () => {
    let clicks = 0
    chooser().click = () => {
      clicks += 1
    }
    await page.click('Choose a file')
    await choose(file(line('1', 'a')))
    expect([clicks, page.field(input).value, page.text('.inspected h2')]).toEqual([
      1,
      line('1', 'a'),
      'hero → a',
    ])
  })

  it('is dropped', async () => {
    await drag('dragover')
    expect(page.find('.paste').className).toBe('paste over')
    await drag('dragleave')
    expect(page.find('.paste').className).toBe('paste ')
    await drag('drop', [file(line('1', 'a'))])
    expect(page.text('.inspected h2')).toBe('hero → a')
  })

  it('is inspected without being shown if it is long', async () => {
    await choose(file(`${line('1', 'a')}\n${' '.repeat(200_000)}`))
    expect([page.field(input).value, page.text('.inspected h2')]).toEqual(['', 'hero → a'])
  })

  it('that can’t be read says why', async () => {
    await choose(new Blob([new Uint8Array([0x1f, 0x8b, 8, 0, 1])]) as File)
    expect(found()[0]).toMatch(/^The file is gzipped but (?:damaged|incomplete): /)
    const unreadable: unknown = {
      stream: () => new ReadableStream({ pull: () => Promise.reject(new Error('It’s gone.')) }),
    }
    await choose(unreadable as File)
    expect(found()).toEqual(['The file can’t be read.'])
  })

  it('that isn’t there changes nothing', async () => {
    await choose()
    await drag('drop')
    expect(found()).toEqual([])
  })
})
