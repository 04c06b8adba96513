import type { Exchange } from './request.js'

/** Why a question got no answer that can be used. */
export type Trouble =
  | { readonly kind: 'busy'; readonly status: number; readonly retryAfterMs: number | undefined }
  | { readonly kind: 'refused'; readonly status: number }
  /** Somebody answered who isn’t the one that was asked. Its body may be anybody’s. */
  | {
      readonly kind: 'foreign'
      readonly status: number
      readonly contentType: string | undefined
      readonly length: number
    }
  | Extract<Exchange, { readonly kind: 'unreachable' }>

export type Asked<T> = { readonly kind: 'answered'; readonly value: T } | Trouble
