import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Uploaded {
  readonly device_id?: string
  readonly user_id?: string
  readonly insert_id?: string
  readonly event_type: string
}

/** A request as it came. */
export interface Upload {
  /** Host and path as they are at Amplitude: `/api2/batch`, `/api.eu/2/httpapi`. */
  readonly path: string
  readonly api_key: string
  readonly events: readonly Uploaded[]
  readonly options?: object
}

/** `cut` breaks the connection without an answer, `silence` never answers. */
export type Reply = { readonly status: number; readonly body?: object } | 'cut' | 'silence'

export const accepted: Reply = { status: 200, body: { code: 200 } }

export const refusedKey: Reply = { status: 400, body: { code: 400, error: 'Invalid API key: a-key' } }

/** The events at these indices are refused for good. */
export function refused(indices: readonly number[]): Reply {
  const error = 'Invalid field values on some events'
  return { status: 400, body: { code: 400, error, events_with_invalid_fields: { event_type: indices } } }
}

/** These devices have to wait. */
export function throttled(devices: readonly string[], events: readonly Uploaded[]): Reply {
  return {
    status: 429,
    body: {
      code: 429,
      error: 'Too many requests for some devices and users',
      eps_threshold: 30,
      throttled_devices: Object.fromEntries(devices.map((device) => [device, 40])),
      throttled_events: events.flatMap(({ device_id = '' }, index) =>
        devices.includes(device_id) ? [index] : [],
      ),
    },
  }
}

/** An Amplitude on this machine that says what a test wants it to say. */
export async function startAmplitude() {
  const uploads: Upload[] = []
  let reply: (upload: Upload, count: number) => Reply = () => accepted
  const gone: Promise<unknown>[] = []

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    const upload = { path: request.url ?? '', ...(JSON.parse(text) as Omit<Upload, 'path'>) }
    uploads.push(upload)
    const said = reply(upload, uploads.length)
    if (said === 'cut') response.destroy()
    else if (said === 'silence') gone.push(new Promise((resolve) => response.once('close', resolve)))
    else {
      response.writeHead(said.status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(said.body ?? { code: said.status }))
    }
  }

  const server = createServer((request, response) => void take(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    uploads,
    /** From now on; forgets what has come so far. */
    replies(next: typeof reply = () => accepted): void {
      uploads.length = 0
      reply = next
    },
    /** Settles once the clients that got no answer have gone away. */
    abandoned: () => Promise.all(gone),
    close: () =>
      new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  }
}
