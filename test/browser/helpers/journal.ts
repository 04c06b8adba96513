import type { BrowserContext } from 'playwright-core'

declare global {
  /** What browser and servers have said during this test; printed if it fails, by `test/setup/journal-environment.mjs`. */
  var journal: string[]
}

/** Writes a line into the journal of the test that runs. */
const note = (line: string): void => {
  globalThis.journal.push(line)
}

/** Writes down what the pages of a context say and ask for. */
export const noteAll = (context: BrowserContext): void => {
  context.on('console', (message) => {
    note(`console ${message.type()}: ${message.text()}`)
  })
  context.on('weberror', (error) => {
    note(`page error: ${String(error.error().stack)}`)
  })
  context.on('requestfailed', (request) => {
    note(`browser: ${request.method()} ${request.url()} failed: ${request.failure()?.errorText ?? ''}`)
  })
  context.on('response', (response) => {
    note(`browser: ${response.request().method()} ${response.url()} ${String(response.status())}`)
  })
}

/** Writes down what a server answers, or that it was left before. */
export const noteAnswer = (
  server: string,
  request: { readonly method?: string | undefined; readonly url?: string | undefined },
  response: { readonly statusCode: number; readonly writableFinished: boolean },
): void => {
  const what = `${server}: ${request.method ?? ''} ${request.url ?? ''}`
  note(response.writableFinished ? `${what} ${String(response.statusCode)}` : `${what} was cut off`)
}
