import { JSDOM } from 'jsdom'

/** A jsdom page in place of the browser's. */
export interface TestPage {
  readonly window: Record<string, unknown>
  readonly storage: Storage
  /** The value of `document.cookie`, even one that a browser would reject. Nothing on the page can write it. */
  cookie: string
  href: string
  title: string
  referrer: string
  isOnline: boolean
  /** Makes these throw, as they do if the visitor blocks storage. */
  readonly block: (...names: readonly ('localStorage' | 'document')[]) => void
  /** Fills localStorage to the last character. */
  readonly fillStorage: () => void
  readonly hide: () => void
  readonly leave: () => void
}

/** Sets the globals to a new page before each test. */
export const usePage = (): TestPage => {
  let dom: JSDOM
  const page: TestPage = {
    get window() {
      return dom.window as unknown as Record<string, unknown>
    },
    get storage() {
      return dom.window.localStorage
    },
    get href() {
      return dom.window.location.href
    },
    set href(url) {
      dom.reconfigure({ url })
    },
    get title() {
      return dom.window.document.title
    },
    set title(title) {
      dom.window.document.title = title
    },
    cookie: '',
    referrer: '',
    isOnline: true,
    block(...names) {
      const get = (): never => {
        throw new DOMException('Access is denied', 'SecurityError')
      }
      for (const name of names) Object.defineProperty(globalThis, name, { get, configurable: true })
    },
    fillStorage() {
      for (let size = 2 ** 22; size >= 1; size /= 2)
        try {
          dom.window.localStorage.setItem(`filler${String(size)}`, 'x'.repeat(size))
        } catch {
          // There is no room for this one. The next is half as large.
        }
    },
    hide() {
      dom.window.document.dispatchEvent(new dom.window.Event('visibilitychange', { bubbles: true }))
    },
    leave() {
      dom.window.dispatchEvent(new dom.window.Event('pagehide'))
    },
  }
  const globals: Record<string, () => unknown> = {
    window: () => dom.window,
    localStorage: () => dom.window.localStorage,
    document: () => dom.window.document,
    location: () => dom.window.location,
    navigator: () => dom.window.navigator,
    addEventListener: () => dom.window.addEventListener.bind(dom.window),
  }
  beforeEach(() => {
    dom = new JSDOM('<title>Shop</title>', { url: 'https://shop.test/' })
    Object.assign(page, { cookie: '', referrer: '', isOnline: true })
    Object.defineProperty(dom.window.document, 'cookie', { get: () => page.cookie, set: () => undefined })
    Object.defineProperty(dom.window.document, 'referrer', { get: () => page.referrer })
    Object.defineProperty(dom.window.navigator, 'onLine', { get: () => page.isOnline })
    for (const [name, get] of Object.entries(globals))
      Object.defineProperty(globalThis, name, { get, configurable: true })
  })
  afterEach(() => {
    for (const name of Object.keys(globals)) Reflect.deleteProperty(globalThis, name)
    dom.window.close()
  })
  return page
}
