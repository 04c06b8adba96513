import { ownPath } from '@experiment-impressions/contract/json'

/** The list of subscriptions in a file: the value itself, or where Segment’s Public API puts it; `undefined` if there is none. */
export function subscriptionsIn(value: unknown): readonly unknown[] | undefined {
  return lists.map((path) => ownPath(value, path)).find((one) => Array.isArray(one))
}

const lists = [[], ['subscriptions'], ['data'], ['data', 'subscriptions'], ['data', 'data', 'subscriptions']]
