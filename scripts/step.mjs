/** Runs slow steps and shows their progress on stderr. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs a command and shows its progress. The command's own output appears only if it fails. */
export async function runStep(
  label,
  command,
  args,
  { quietUnderMs = 0, shell = false, env = process.env } = {},
) {
  const started = Date.now()
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`
  const isTerminal = process.stderr.isTTY
  let shown = false
  const show = () => {
    if (isTerminal) process.stderr.write(`\r${label} … ${seconds()} `)
    else if (!shown) process.stderr.write(`${label} …\n`)
    shown = true
  }
  if (quietUnderMs === 0) show()
  const ticker = setInterval(() => Date.now() - started >= quietUnderMs && show(), 1000)

  const { code, output } = await runCommand(command, args, { shell, env })

  clearInterval(ticker)
  if (code !== 0) {
    process.stderr.write(`${isTerminal && shown ? '\n' : ''}${output}\n`)
    fail(`${label} failed (see above). Fix the problem and run the command again.`)
  }
  if (shown)
    process.stderr.write(isTerminal ? `\r${label} … done in ${seconds()}\n` : `  done in ${seconds()}\n`)
}

/**
 * Runs a command, and returns its exit code and everything it printed. If it can't be started, the code is 1 and the output
 * says why.
 */
export async function runCommand(command, args, options) {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options })
  const output = []
  child.stdout.on('data', (chunk) => output.push(chunk))
  child.stderr.on('data', (chunk) => output.push(chunk))
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      output.push(Buffer.from(`${error.message}\n`))
      resolve(1)
    })
    child.on('close', resolve)
  })
  return { code, output: Buffer.concat(output).toString() }
}

/** Ends the process with a message on stderr. */
export function fail(message, exitCode = 1) {
  process.stderr.write(`${message}\n`)
  process.exit(exitCode)
}
