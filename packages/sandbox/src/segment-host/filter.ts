import { createRequire } from 'node:module'
import type * as DestinationSubscriptions from '@segment/destination-subscriptions'

const { parseFql, validate } = createRequire(import.meta.url)(
  '@segment/destination-subscriptions',
) as typeof DestinationSubscriptions

/** Which events a filter in Segment's language (FQL) lets pass; none if Segment can't read it. */
export function readFilter(fql: string): (event: unknown) => boolean {
  const parsed = parseFql(fql)
  if ('error' in parsed) return () => false
  return (event) => validate(parsed, event)
}
