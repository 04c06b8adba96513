export const views = ['stream', 'people', 'experiments', 'inspect', 'estimate', 'faults'] as const

export type View = (typeof views)[number]

/** Where in the page one is. All of it stands in the address, after the `#`, so that it can be shared and gone back to. */
export interface Route {
  readonly view: View
  /** What is looked at in the view: an event’s or a person’s id; empty for none. */
  readonly id: string
  readonly search: URLSearchParams
}

/** Reads what stands after the `#`. What it does not know leads to the stream. */
export function parseRoute(hash: string): Route {
  const [path, search] = splitOnce(hash.replace(/^#\/?/, ''), '?')
  const [name, id] = splitOnce(path, '/')
  const view = views.find((known) => known === name) ?? 'stream'
  return { view, id: decode(id), search: new URLSearchParams(search) }
}

/** The address of a route, `#/stream/id?q=…`. Parameters without a value are left out. */
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
  // Lone surrogates, which cannot be encoded, become U+FFFD.
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
