/** Chromium for tests, benchmarks and screenshots: found, or installed where that can be done without asking. */
import { existsSync } from 'node:fs'
import { fail, runStep } from './step.mjs'

/** The shell is the same browser without what only a screen needs, and starts in a third of the time. */
const shell = '/usr/bin/chromium-headless-shell'
const paths = [shell, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/**
 * How Playwright launches Chromium: without a screen and without calls home; host names ending in `.test` are this machine.
 * Installs it where there is none, or ends the process with one line that says how to get it.
 */
export async function chromiumOptions() {
  const found = [process.env.CHROMIUM, ...paths].find((path) => path && existsSync(path))
  if (found === undefined) await install()
  return {
    executablePath: found ?? shell,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP *.test 127.0.0.1',
    ],
  }
}

async function install() {
  const isRoot = process.getuid?.() === 0
  if (!isRoot || !existsSync('/etc/debian_version')) {
    fail(
      'Chromium is needed. Install it (on Debian: sudo apt-get install -y chromium-headless-shell), or name one in the variable CHROMIUM.',
    )
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await runStep('Reading Debian’s package lists', 'apt-get', ['update', '-qq'], { env })
  await runStep('Installing Chromium', 'apt-get', ['install', '-y', '-qq', 'chromium-headless-shell'], {
    env,
  })
}
