import { explainUnexpected, explainUnwritable } from './errors.js'
import { exitCode } from './exit-code.js'
import { run } from './run.js'

const stop = new AbortController()
process.on('SIGINT', interrupt)
process.on('SIGTERM', interrupt)

let interruptedAt = 0

/**
 * The first signal lets the command close what it opened, a later one does not wait. npm passes on a signal that the
 * terminal has sent already, so what comes at once is still the first.
 */
function interrupt(): void {
  if (!stop.signal.aborted) interruptedAt = Date.now()
  else if (Date.now() - interruptedAt > 500) process.exit(exitCode.interrupted)
  stop.abort()
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader, such as `head`, has seen enough.
  if (error.code === 'EPIPE') process.exit(exitCode.fine)
  fail(explainUnwritable(error))
})
// There is nowhere left to say anything.
process.stderr.on('error', () => process.exit(exitCode.findings))

process.on('uncaughtException', surprise)
process.on('unhandledRejection', surprise)
// Nothing is left that could end the command. Node would leave with code 13, and explain that to programmers alone.
process.on('beforeExit', () => {
  surprise(new Error('the command waits for something that never comes.'))
})

function surprise(error: unknown): void {
  fail(explainUnexpected(error))
}

function fail(words: string): void {
  process.stderr.write(`impressions: ${words}`)
  process.exit(exitCode.findings)
}

const code = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: (text) =>
    new Promise((resolve) => {
      if (process.stdout.write(text)) resolve()
      else process.stdout.once('drain', resolve)
    }),
  stderr: (text) => process.stderr.write(text),
  env: process.env,
  isTTY: process.stdout.isTTY,
  // A terminal that does not know its width says 0.
  columns: process.stdout.isTTY && process.stdout.columns > 0 ? process.stdout.columns : undefined,
  signal: stop.signal,
})
// Leaves once everything is written, whatever connection is still open.
process.stdout.write('', () => process.exit(code))
