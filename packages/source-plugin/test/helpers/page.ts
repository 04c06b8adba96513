import { JSDOM } from 'jsdom'

/** A page of jsdom's, in whose place the test stands. */
export interface TestPage {
  readonly window: Record<string, unknown>
  readonly storage: Storage
  /** As `document.cookie` gives it, whatever a browser would take. */
  cookie: string
  href: string
  isOnline: boolean
  title: string
  referrer: string
}

/** Puts a new page into the globals before each test. */
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
  }
  const globals: Record<string, () => unknown> = {
    window: () => dom.window,
    localStorage: () => dom.window.localStorage,
    document: () => dom.window.document,
    location: () => dom.window.location,
    addEventListener: () => dom.window.addEventListener.bind(dom.window),
    navigator: () => ({ onLine: page.isOnline }),
  }
  beforeEach(() => {
    dom = new JSDOM('<title>Shop</title>', { url: 'https://shop.test/' })
    Object.assign(page, { cookie: '', referrer: '', isOnline: true })
    for (const name of ['cookie', 'referrer'] as const)
      Object.defineProperty(dom.window.document, name, { get: () => page[name] })
    for (const [name, get] of Object.entries(globals))
      Object.defineProperty(globalThis, name, { get, configurable: true })
  })
  afterEach(() => {
    for (const name of Object.keys(globals)) Reflect.deleteProperty(globalThis, name)
    dom.window.close()
  })
  return page
}
