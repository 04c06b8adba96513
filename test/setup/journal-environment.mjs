/**
 * Jest's Node environment with a journal: a failing test also prints what its servers, browser and programs said, so you can
 * understand it without another run. This file records the servers' answers, `test/helpers/journal.ts` the rest.
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
    // Not when a test starts: lines from before the first test belong to it.
    this.global.journal.length = 0
  }

  attachJournal(test) {
    const lines = this.global.journal
    if (lines.length === 0) return
    const left = lines.length - mostLines
    const text = [...(left > 0 ? [`(${left} earlier lines)`] : []), ...lines.slice(-mostLines)].join('\n')
    // Jest prints this separate error after the others.
    const error = new Error(`Journal of this test:\n${text}`)
    error.stack = error.message
    test.errors.push(error)
  }
}
