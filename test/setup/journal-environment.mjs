/**
 * Jest's Node environment with a journal: what the browser and the servers of a test have said goes with the failure of that
 * test, so that it need not run again to be understood.
 */
import { TestEnvironment } from 'jest-environment-node'

const mostLines = 200

export default class JournalEnvironment extends TestEnvironment {
  handleTestEvent({ name, test }) {
    // Before the first test, hooks may have pages speak already.
    if (name === 'run_start' || name === 'test_start') this.global.journal = []
    if (name === 'test_done' && test.errors.length > 0) this.attachJournal(test)
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
