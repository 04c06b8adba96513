import { deliverPrepared, type Delivered } from '@experiment-impressions/destination/portable'
import type { Deadline } from './deadline.js'
import { prepareSegmentEvent } from './prepare-segment-event.js'
import type { HostSettings } from './read-settings.js'
import { uploadByFetch, type Fetch } from './upload-by-fetch.js'

interface DeliverSegmentEventsOptions {
  readonly settings: HostSettings
  readonly fetch: Fetch
  readonly deadline: Deadline
}

/** Transforms Segment events and delivers what there is to deliver; one answer for each, in order. Never rejects. */
export function deliverSegmentEvents(
  events: readonly unknown[],
  { settings, fetch, deadline }: DeliverSegmentEventsOptions,
): Promise<Delivered[]> {
  const now = Date.now()
  const { apiKey, api, url, minIdLength } = settings
  return deliverPrepared(
    events.map((event) => prepareSegmentEvent(event, settings, now)),
    {
      send: uploadByFetch(fetch, url, deadline),
      signal: deadline.signal,
      apiKey,
      api,
      ...(minIdLength === undefined ? {} : { minIdLength }),
    },
  )
}
