/**
 * Jest's Node environment with a journal: what the servers, the browser and the programs of a test have said goes with the
 * failure of that test, so that it need not run again to be understood. Servers are heard by Node itself; for the rest see
 * `test/helpers/journal.ts`.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { TestEnvironment } from 'jest-environment-node'

const mostLines = 200

export default class JournalEnvironment extends TestEnvironment {
  async setup() {
    await super.setup()
    this.global.journal = []
    subscribe('http.server.request.start', this.noteRequest)
  }

  async teardown() {
    unsubscribe('http.server.request.start', this.noteRequest)
    await super.teardown()
  }

  noteRequest = ({ request, response }) => {
    const { journal } = this.global
    response.once('close', () => {
      const end = response.writableFinished ? response.statusCode : 'was cut off'
      journal.push(`server ${request.headers.host}: ${request.method} ${request.url} ${end}`)
    })
  }

  handleTestEvent({ name, test }) {
    if (name !== 'test_done') return
    if (test.errors.length > 0) this.attachJournal(test)
    // Not when a test starts: what was said before the first one is a part of its story.
    this.global.journal.length = 0
  }

  attachJournal(test) {
    const lines = this.global.journal
    if (lines.length === 0) return
    const left = lines.length - mostLines
    const text = [...(left > 0 ? [`(${left} lines before)`] : []), ...lines.slice(-mostLines)].join('\n')
    // An error of its own, which Jest prints after the others.
    const error = new Error(`What was said during this test:\n${text}`)
    error.stack = error.message
    test.errors.push(error)
  }
}
