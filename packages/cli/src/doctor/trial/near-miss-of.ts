import { nearMiss, type Issue } from '@experiment-impressions/contract'

/** What the contract says about a call that has the properties of an impression, but maybe another type or name. */
export function nearMissOf(call: { readonly type?: string; readonly event: string }): Issue | undefined {
  return nearMiss({ type: 'track', ...call, properties: { flag_key: 'hero', variant: 'treatment' } })
}
