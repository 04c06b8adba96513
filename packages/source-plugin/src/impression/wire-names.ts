import type { preTransformation } from '@experiment-impressions/contract'

type WireNames = typeof preTransformation

/** The names of the contract, repeated here because a page loads none of its code. The contract's types keep them equal. */
export const impression: WireNames['impression'] = '$impression'
export const exposure: WireNames['exposure'] = '$exposure'
export const flagKey: WireNames['flagKey'] = 'flag_key'
export const time: WireNames['time'] = 'time'
export const metadata: WireNames['metadata'] = 'metadata'
