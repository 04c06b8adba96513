/**
 * The version that a function's banner gives: a comment in its first line with the name and the version of this project.
 * `undefined` if the code is none of ours.
 */
export function readBanner(code: string): { readonly line: string; readonly version: string } | undefined {
  const line = code.trimStart().split('\n', 1)[0]?.trim() ?? ''
  const banner = /^(?:\/\/|\/\*).*experiment-impressions\b.*?\bv?(?<version>\d+\.\d+\.\d+(?:-[\w.-]+)?)/.exec(
    line.slice(0, 300),
  )
  const version = banner?.groups?.['version']
  return version === undefined ? undefined : { line: line.slice(0, 300), version }
}

/** Which version is newer, as `sort` wants it: a release is newer than what leads to it. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [parse(one), parse(other)]
  const at = a.numbers.findIndex((number, index) => number !== b.numbers[index])
  if (at !== -1) return Number(a.numbers[at]) - Number(b.numbers[at])
  if (a.before === b.before) return 0
  if (a.before === undefined || b.before === undefined) return a.before === undefined ? 1 : -1
  return a.before.localeCompare(b.before, 'en', { numeric: true })
}

function parse(version: string): {
  readonly numbers: readonly number[]
  readonly before: string | undefined
} {
  const [release = '', ...before] = version.split('-')
  return {
    numbers: release.split('.').map(Number),
    before: before.length === 0 ? undefined : before.join('-'),
  }
}
