export const views = ['stream', 'people', 'experiments', 'inspect', 'estimate', 'faults'] as const

export type View = (typeof views)[number]

/** What the page shows. All of it is in the address after the `#`, so it can be shared and the browser’s back works. */
export interface Route {
  readonly view: View
  /** The selected event’s or person’s id; empty for none. */
  readonly id: string
  readonly search: URLSearchParams
}

/** Reads the address’s hash. An unknown view leads to the stream. */
export function parseRoute(hash: string): Route {
  const [path, search] = splitOnce(hash.replace(/^#\/?/, ''), '?')
  const [name, id] = splitOnce(path, '/')
  const view = views.find((known) => known === name) ?? 'stream'
  return { view, id: decode(id), search: new URLSearchParams(search) }
}

/** The address of a route, `#/stream/id?q=…`. Leaves out parameters without a value. */
export function formatRoute(
  view: View,
  {
    id = '',
    search = {},
  }: { readonly id?: string; readonly search?: Readonly<Record<string, string>> | URLSearchParams } = {},
): string {
  const parameters = new URLSearchParams([...new URLSearchParams(search)].filter(([, value]) => value !== ''))
  const query = parameters.size === 0 ? '' : `?${parameters.toString()}`
  return `#/${view}${id === '' ? '' : `/${encodeId(id)}`}${query}`
}

function encodeId(id: string): string {
  // Lone surrogates can’t be encoded; they become U+FFFD.
  return encodeURIComponent(id.replaceAll(/\p{Cs}/gu, '\ufffd'))
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function splitOnce(text: string, separator: string): [before: string, after: string] {
  const at = text.indexOf(separator)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
