// Runs before anything else, so it must load in every Node that knows ES modules.
import { readFileSync } from 'fs'

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

/** Says what to do if this Node is too old for the program; `undefined` if it isn't. */
export function explainOldNode() {
  const needed = engines.node.replace('>=', '')
  const [major, minor] = needed.split('.').map(Number)
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number)
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return undefined
  return `impressions needs Node ${needed} or newer; this is ${process.versions.node}. Install a newer Node from https://nodejs.org.`
}
