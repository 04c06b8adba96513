/** Finds Chromium for tests, benchmarks and screenshots, or installs it as root on Debian. */
import { existsSync } from 'node:fs'
import { fail, runStep } from './step.mjs'

/** The same browser without a user interface. It starts three times as fast. */
const shell = '/usr/bin/chromium-headless-shell'
const paths = [shell, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/**
 * Options for Playwright to launch Chromium without a screen or calls home, with host names in `.test` mapped to this machine.
 * Installs Chromium if it's missing and it can; otherwise ends the process with one line that says how to get it.
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
      'Chromium is missing. Install it (on Debian: sudo apt-get install -y chromium-headless-shell), or set CHROMIUM to its path.',
    )
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await runStep('Updating Debian’s package lists', 'apt-get', ['update', '-qq'], { env })
  await runStep('Installing Chromium', 'apt-get', ['install', '-y', '-qq', 'chromium-headless-shell'], {
    env,
  })
}
