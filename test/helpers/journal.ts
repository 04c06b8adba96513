import type { ChildProcess } from 'node:child_process'
import type { BrowserContext } from 'playwright-core'

declare global {
  /**
   * What servers, browser and programs have said during this test; printed if it fails, by
   * `test/setup/journal-environment.mjs`, which writes down the servers' answers by itself.
   */
  var journal: string[]
}

/** Writes a line into the journal of the test that runs. */
const note = (line: string): void => {
  globalThis.journal.push(line)
}

/** Writes down what a program prints. */
export const noteOutput = ({ stdout, stderr }: ChildProcess): void => {
  stdout?.on('data', (text: string | Buffer) => {
    note(`program: ${String(text).trimEnd()}`)
  })
  stderr?.on('data', (text: string | Buffer) => {
    note(`program, on stderr: ${String(text).trimEnd()}`)
  })
}

/** Writes down what the pages of a context say and ask for. */
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
