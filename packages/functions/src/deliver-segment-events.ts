import { deliverTransformed, type Delivered } from '@experiment-impressions/destination/portable'
import type { Deadline } from './deadline.js'
import type { HostSettings } from './read-settings.js'
import { transformUnmapped } from './transform-unmapped.js'
import { uploadByFetch, type Fetch } from './upload-by-fetch.js'

interface DeliverSegmentEventsOptions {
  readonly settings: HostSettings
  readonly fetch: Fetch
  readonly deadline: Deadline
}

/** Transforms Segment events and delivers those that the transform sends. Returns one result per event, in order. Never rejects. */
export function deliverSegmentEvents(
  events: readonly unknown[],
  { settings, fetch, deadline }: DeliverSegmentEventsOptions,
): Promise<Delivered[]> {
  const now = Date.now()
  const { apiKey, api, url, minIdLength } = settings
  return deliverTransformed(
    events.map((event) => transformUnmapped(event, { platform: 'segment', settings, now })),
    {
      send: uploadByFetch(fetch, url, deadline),
      signal: deadline.signal,
      apiKey,
      api,
      ...(minIdLength === undefined ? {} : { minIdLength }),
    },
  )
}
