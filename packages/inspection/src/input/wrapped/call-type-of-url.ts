const types: Readonly<Record<string, string>> = {
  t: 'track',
  track: 'track',
  p: 'page',
  page: 'page',
  s: 'screen',
  screen: 'screen',
  i: 'identify',
  identify: 'identify',
  g: 'group',
  group: 'group',
  a: 'alias',
  alias: 'alias',
}

/** The type of the calls that are posted to an address of a tracking API; `undefined` for a batch and any other address. */
export function callTypeOfUrl(url: string): string | undefined {
  const path = /\/v1\/([a-z]{1,8})(?:[/?#]|$)/.exec(url.slice(0, 2000))?.[1]
  return path !== undefined && Object.prototype.hasOwnProperty.call(types, path) ? types[path] : undefined
}
