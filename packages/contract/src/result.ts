import type { Issue } from './issues.js'

/**
 * What came of an input: a value with what is worth knowing about it, or the reasons why there is none.
 * `ok: false` without an issue of severity `error` means that nothing is to be sent, and rightly so.
 */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly issues: readonly Issue[] }
  | { readonly ok: false; readonly issues: readonly Issue[] }
