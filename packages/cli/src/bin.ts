import { exitCode } from './exit-code.js'
import { explainUnexpected } from './explain-unexpected.js'
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

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // The reader, such as `head`, has seen enough.
    process.exit(error.code === 'EPIPE' ? exitCode.fine : exitCode.findings)
  })
}

function surprise(error: unknown): void {
  process.stderr.write(`impressions: ${explainUnexpected(error)}`)
  process.exit(exitCode.findings)
}
process.on('uncaughtException', surprise)
process.on('unhandledRejection', surprise)

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
