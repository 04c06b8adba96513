import type { preTransformation } from '@experiment-impressions/contract'

type WireNames = typeof preTransformation

/** The contract's names, repeated where its types hold them to it: none of its code is loaded into a page. */
export const impression: WireNames['impression'] = '$impression'
export const exposure: WireNames['exposure'] = '$exposure'
export const flagKey: WireNames['flagKey'] = 'flag_key'
export const time: WireNames['time'] = 'time'
export const metadata: WireNames['metadata'] = 'metadata'
