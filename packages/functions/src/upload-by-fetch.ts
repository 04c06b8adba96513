import type { DeliverOptions } from '@experiment-impressions/delivery'
import type { Deadline } from './deadline.js'

/** `fetch`, as far as every host has it: node-fetch 2 in Segment's older functions knows no more of the standard. */
export type Fetch = (
  url: string,
  init: {
    readonly method: 'POST'
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
    readonly redirect: 'manual'
  },
) => Promise<{ readonly status: number; text(): Promise<string> }>

/** Posts uploads by `fetch` until the deadline. Amplitude redirects nobody, and whoever does would get the key. */
export function uploadByFetch(fetch: Fetch, url: string, deadline: Deadline): DeliverOptions['send'] {
  return async (body) => {
    const answer = fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
      redirect: 'manual',
    }).then(async (response) => ({ status: response.status, body: await response.text() }))
    return deadline.race(answer)
  }
}
