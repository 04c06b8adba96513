import { createHash } from 'node:crypto'

/**
 * Reads the version from a function's banner: a comment in its first line with the name and version of this project.
 * Returns `undefined` if the code isn't ours.
 */
export function readBanner(code: string): { readonly line: string; readonly version: string } | undefined {
  const line = code.trimStart().split('\n', 1)[0]?.trim() ?? ''
  const banner = /^(?:\/\/|\/\*).*experiment-impressions\b.*?\bv?(?<version>\d+\.\d+\.\d+(?:-[\w.-]+)?)/.exec(
    line.slice(0, 300),
  )
  const version = banner?.groups?.['version']
  return version === undefined ? undefined : { line: line.slice(0, 300), version }
}

/** Orders versions for `sort`: a release is newer than its prereleases. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [parseVersion(one), parseVersion(other)]
  const at = a.numbers.findIndex((number, index) => number !== b.numbers[index])
  if (at !== -1) return Number(a.numbers[at]) - Number(b.numbers[at])
  if (a.prerelease === b.prerelease) return 0
  if (a.prerelease === undefined || b.prerelease === undefined) return a.prerelease === undefined ? 1 : -1
  return a.prerelease.localeCompare(b.prerelease, 'en', { numeric: true })
}

function parseVersion(version: string): {
  readonly numbers: readonly number[]
  readonly prerelease: string | undefined
} {
  const [release = '', ...prerelease] = version.split('-')
  return {
    numbers: release.split('.').map(Number),
    prerelease: prerelease.length === 0 ? undefined : prerelease.join('-'),
  }
}

const hashLength = 16

/** Writes a function's description for Segment. It ends in a hash of the code, which shows later edits by hand. */
export function describeFunction(
  purpose: string,
  { code, version }: { code: string; version: string },
): string {
  const hash = hashOf(code).slice(0, hashLength)
  return `${purpose} Deployed by experiment-impressions ${version}, code ${hash}.`
}

/** Whether code still matches the hash in its description; `undefined` if the description has none. */
export function isAsDeployed(code: string, description: string | undefined): boolean | undefined {
  const hash = /, code (?<hash>[\da-f]{16})\.$/.exec(description ?? '')?.groups?.['hash']
  return hash === undefined ? undefined : hashOf(code).startsWith(hash)
}

/** Whether two pieces of code are the same. Line endings and surrounding space don't count: an editor may change them. */
export function isSameCode(one: string, other: string): boolean {
  return normalize(one) === normalize(other)
}

function hashOf(code: string): string {
  return createHash('sha256').update(normalize(code)).digest('hex')
}

function normalize(code: string): string {
  return code.replace(/\r\n?/g, '\n').trim()
}
