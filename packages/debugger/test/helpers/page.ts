import { JSDOM } from 'jsdom'
import { h, render } from 'preact'
import { App } from '../../src/app/app.js'
import { createRecordList } from '../../src/records/record-list.js'
import { createVariantColours } from '../../src/ui/variant-colours.js'
import { FakeSandbox } from './fake-sandbox.js'
import { textOf } from './text-of.js'

/** The debugger in a page of jsdom’s, and what a person does with it. The clock moves only when a test waits. */
export interface TestPage {
  readonly sandbox: FakeSandbox
  /** Opens the page at a hash, and waits until everything has arrived. It keeps `capacity` events. */
  open(hash?: string, capacity?: number): Promise<void>
  close(): void
  wait(ms?: number): Promise<void>
  /** For what other threads do, as unpacking a file. */
  waitUntil(isTrue: () => boolean): Promise<void>
  /** What the first match reads like, in one line; the whole page without a selector. */
  text(selector?: string): string
  texts(selector: string): string[]
  find(selector: string): HTMLElement
  count(selector: string): number
  /** Clicks the button, link or summary with this name. */
  click(name: string | RegExp): Promise<void>
  /** Types into the field with this label. */
  type(label: string, text: string): Promise<void>
  /** Types, and leaves the field. */
  enter(label: string, text: string): Promise<void>
  choose(label: string, value: string): Promise<void>
  field(label: string): HTMLInputElement
  press(selector: string, key: string): Promise<void>
  fire(selector: string, event: Event): Promise<void>
  readonly window: JSDOM['window']
}

/** Px that a list has in these tests; jsdom lays nothing out. */
const listHeight = 600

/** Puts a new page into the globals before each test. */
export function usePage(): TestPage {
  let dom: JSDOM
  let sandbox: FakeSandbox
  const document = (): Document => dom.window.document
  const root = (): Element => dom.window.document.getElementById('page') as Element

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] })
    dom = new JSDOM('<div id="page"></div>', { url: 'http://127.0.0.1:4747/' })
    sandbox = new FakeSandbox()
    putIntoGlobals(dom.window, sandbox)
  })
  afterEach(async () => {
    render(null, root())
    // Effects that are still queued would keep those of the next test from running.
    await wait(80)
    jest.clearAllTimers()
    jest.useRealTimers()
    dom.window.close()
  })

  const wait = async (ms = 1000): Promise<void> => {
    for (let waited = 0; waited < ms; waited += 40) {
      jest.advanceTimersByTime(40)
      // Each answer that is read takes a few turns.
      for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const find = (selector: string): HTMLElement => {
    const found = document().querySelector<HTMLElement>(selector)
    if (found === null) throw new Error(`The page has no ${selector}: ${textOf(root())}`)
    return found
  }
  const field = (label: string): HTMLInputElement => {
    const fields = [...document().querySelectorAll<HTMLInputElement>('input, select, textarea')]
    const found = fields.find((each) => labelOf(each) === label)
    if (found === undefined) throw new Error(`No field is called ${label}, but ${fields.map(labelOf).join()}`)
    return found
  }
  const dispatch = (target: Element, name: string, init: object = {}): void => {
    target.dispatchEvent(Object.assign(new dom.window.Event(name, { bubbles: true, cancelable: true }), init))
  }
  const page: TestPage = {
    get sandbox() {
      return sandbox
    },
    get window() {
      return dom.window
    },
    async open(hash = '', capacity = 20_000) {
      dom.window.location.hash = hash
      render(h(App, { list: createRecordList(capacity), colours: createVariantColours() }), root())
      await wait()
    },
    close() {
      render(null, root())
    },
    wait,
    async waitUntil(isTrue) {
      await wait()
      while (!isTrue()) await wait(40)
    },
    find,
    field,
    text: (selector) => textOf(selector === undefined ? root() : find(selector)),
    texts: (selector) => Array.from(document().querySelectorAll(selector), textOf),
    count: (selector) => document().querySelectorAll(selector).length,
    async click(name) {
      const all = [...document().querySelectorAll<HTMLElement>('button, a, summary, [role=option]')]
      const found = all.find((each) => {
        const called = each.getAttribute('aria-label') ?? textOf(each)
        return typeof name === 'string' ? called === name : name.test(called)
      })
      if (found === undefined) throw new Error(`Nothing to click is called ${String(name)}`)
      found.click()
      await wait(80)
    },
    async type(label, text) {
      const target = field(label)
      target.value = text
      dispatch(target, 'input')
      await wait(80)
    },
    async enter(label, text) {
      await page.type(label, text)
      dispatch(field(label), 'change')
      await wait(80)
    },
    async choose(label, value) {
      const target = field(label)
      target.value = value
      dispatch(target, 'change')
      await wait(80)
    },
    async press(selector, key) {
      dispatch(find(selector), 'keydown', { key })
      await wait(80)
    },
    async fire(selector, event) {
      find(selector).dispatchEvent(event)
      await wait(80)
    },
  }
  return page
}

function labelOf(field: Element): string {
  const label = field.closest('label')?.querySelector('span')
  return field.getAttribute('aria-label') ?? label?.textContent ?? field.getAttribute('placeholder') ?? ''
}

function putIntoGlobals(window: JSDOM['window'], sandbox: FakeSandbox): void {
  const { document, location, history, Event } = window
  const values: Record<string, unknown> = {
    document,
    location,
    history,
    Event,
    navigator: window.navigator,
    addEventListener: window.addEventListener.bind(window),
    removeEventListener: window.removeEventListener.bind(window),
    dispatchEvent: window.dispatchEvent.bind(window),
    requestAnimationFrame: (draw: () => void) => setTimeout(draw, 16),
    scrollTo: () => undefined,
    fetch: sandbox.fetch,
    EventSource: Object.assign(
      function open() {
        return sandbox.openStream()
      },
      { OPEN: 1, CLOSED: 2 },
    ),
    ResizeObserver: class {
      readonly observe: () => void
      constructor(look: () => void) {
        this.observe = look
      }
      disconnect = (): void => undefined
    },
  }
  for (const [name, value] of Object.entries(values))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  Object.defineProperty(window.HTMLElement.prototype, 'clientHeight', { get: () => listHeight })
  window.Element.prototype.scrollTo = function scrollTo(this: Element, options?: unknown) {
    this.scrollTop = (options as ScrollToOptions).top ?? 0
  }
}
