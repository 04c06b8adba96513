import type { AmplitudeEvent } from '@experiment-impressions/contract'

/** An event's operation on the experiment user property. */
export type UserProperty =
  | { readonly operation: 'set'; readonly name: string; readonly variant: string }
  | { readonly operation: 'unset'; readonly name: string }

/** `undefined` if there is none: a mutual-exclusion group has no user property. */
export function userPropertyOf(post: AmplitudeEvent): UserProperty | undefined {
  const operations = post.user_properties
  if (operations === undefined) return undefined
  if ('$set' in operations) {
    const [entry] = Object.entries(operations.$set)
    return entry && { operation: 'set', name: entry[0], variant: entry[1] }
  }
  const [name] = Object.keys(operations.$unset)
  return name === undefined ? undefined : { operation: 'unset', name }
}
