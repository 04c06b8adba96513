import { explainUnexpected, explainUnwritable } from './errors.js'
import { exitCode } from './exit-code.js'
import { run } from './run.js'
import { wrapLines } from './terminal/wrap-lines.js'

const stop = new AbortController()
process.on('SIGINT', () => {
  if (!stop.signal.aborted) leaveLine()
  interrupt()
})
process.on('SIGTERM', interrupt)

let interruptedAt = 0

/** Ends the line on which the terminal shows `^C`, so that nothing is glued to it: no output, and no prompt. */
function leaveLine(): void {
  const terminal = [process.stderr, process.stdout].find(({ isTTY }) => isTTY)
  terminal?.write('\n')
}

/**
 * The first signal lets the command clean up; a later one exits at once. npm repeats a signal that the terminal has already
 * sent, so a second one within 500 ms counts as the first.
 */
function interrupt(): void {
  if (!stop.signal.aborted) interruptedAt = Date.now()
  else if (Date.now() - interruptedAt > 500) process.exit(exitCode.interrupted)
  stop.abort()
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader, such as `head`, has stopped reading.
  if (error.code === 'EPIPE') process.exit(exitCode.fine)
  fail(explainUnwritable(error))
})
// The error can't be reported anywhere.
process.stderr.on('error', () => process.exit(exitCode.findings))

process.on('uncaughtException', surprise)
process.on('unhandledRejection', surprise)
// Nothing is left that could end the command. Node would exit with code 13 and a message that only programmers understand.
process.on('beforeExit', () => {
  surprise(new Error('The command waits for something that never happens.'))
})

function surprise(error: unknown): void {
  fail(explainUnexpected(error))
}

function fail(words: string): void {
  process.stderr.write(wrapLines(`impressions: ${words}`, columnsOf(process.stderr)))
  process.exit(exitCode.findings)
}

/** A terminal that doesn't know its width reports 0. */
function columnsOf({ isTTY, columns }: NodeJS.WriteStream): number | undefined {
  return isTTY && columns > 0 ? columns : undefined
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
  columns: columnsOf(process.stdout),
  errorColumns: columnsOf(process.stderr),
  signal: stop.signal,
})
// Exits once everything is written, even if a connection is still open.
process.stdout.write('', () => process.exit(code))
