import type { ChildProcess } from 'node:child_process'
import type { BrowserContext } from 'playwright-core'

declare global {
  /**
   * Lines from the servers, browser and programs of the current test. `test/setup/journal-environment.mjs` adds the servers'
   * answers, and prints everything if the test fails.
   */
  var journal: string[]
}

/** Adds a line to the journal of the current test. */
const note = (line: string): void => {
  globalThis.journal.push(line)
}

/** Records a program's output. */
export const noteOutput = ({ stdout, stderr }: ChildProcess): void => {
  stdout?.on('data', (text: string | Buffer) => {
    note(`program: ${String(text).trimEnd()}`)
  })
  stderr?.on('data', (text: string | Buffer) => {
    note(`program, on stderr: ${String(text).trimEnd()}`)
  })
}

/** Records the console messages and requests of a context's pages. */
export const notePages = (context: BrowserContext): void => {
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
