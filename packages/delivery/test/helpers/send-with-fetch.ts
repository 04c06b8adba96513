import type { DeliverOptions } from '../../src/index.js'

/** A small sender as a host would write one; `signal` ends the request that is under way. */
export function sendWithFetch(url: string, signal?: AbortSignal): DeliverOptions['send'] {
  return async (body) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
      redirect: 'manual',
      ...(signal === undefined ? {} : { signal }),
    })
    return { status: response.status, body: await response.text() }
  }
}
