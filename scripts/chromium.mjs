/** Chromium for the browser tests: found, or installed where that can be done without asking. */
import { existsSync } from 'node:fs'
import { fail, runStep } from './step.mjs'

const paths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/**
 * Sees to it that there is a Chromium, and names it to the tests in the variable `CHROMIUM`. Ends the process with one line
 * that says how to get it where this cannot.
 */
export async function ensureChromium() {
  const found = [process.env.CHROMIUM, ...paths].find((path) => path && existsSync(path))
  if (found === undefined) await install()
  process.env.CHROMIUM = found ?? paths[0]
}

async function install() {
  const isRoot = process.getuid?.() === 0
  if (!isRoot || !existsSync('/etc/debian_version')) {
    fail(
      'The browser tests need Chromium. Install it (on Debian: sudo apt-get install -y chromium), or name one in the variable CHROMIUM.',
    )
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await runStep('Reading Debian’s package lists', 'apt-get', ['update', '-qq'], { env })
  await runStep('Installing Chromium', 'apt-get', ['install', '-y', '-qq', 'chromium'], { env })
}
