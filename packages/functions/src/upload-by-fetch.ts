import type { DeliverOptions } from '@experiment-impressions/delivery'
import type { Deadline } from './deadline.js'

/** The part of `fetch` that every host has. Segment's older functions have node-fetch 2, which supports no more than this. */
export type Fetch = (
  url: string,
  init: {
    readonly method: 'POST'
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
    readonly redirect: 'manual'
  },
) => Promise<{ readonly status: number; text(): Promise<string> }>

/** Posts uploads with `fetch` until the deadline. Follows no redirects: Amplitude never redirects, and anybody else who does would get the key. */
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
