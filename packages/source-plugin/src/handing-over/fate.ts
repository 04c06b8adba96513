/**
 * What became of an impression: handed to analytics.js, which has its own retries; waiting on the device; erased because
 * consent is refused; erased because it is too old.
 */
export type Fate = 'sent' | 'waiting' | 'refused' | 'expired'
