import { uploadLimits, type UploadApi, type UploadLimits } from './endpoints.js'
import type { Answer } from './read-answer.js'
import type { UploadEnvelope } from './upload-body.js'

export interface DeliverOptions {
  /**
   * Posts one body (JSON, UTF-8) to Amplitude and gives its answer, whatever its status. Follows no redirect. Rejects
   * where there was no answer: no connection, a timeout, a cut. What it gives that is no answer counts as none.
   */
  readonly send: (body: string) => Promise<Answer>
  readonly apiKey: string
  /** @default 'httpapi' */
  readonly api?: UploadApi
  /** Shortest id in characters that Amplitude should accept; without it Amplitude takes 5. */
  readonly minIdLength?: number
  /**
   * Once aborted, nothing more is sent, and what is left is `retry`. An `AbortSignal` fits; whether it also ends the
   * request that is under way is up to `send`.
   */
  readonly signal?: { readonly aborted: boolean }
}

/** What a delivery needs of its options. */
interface Readable {
  readonly send: (body: string) => Promise<unknown>
  readonly envelope: UploadEnvelope
  readonly limits: UploadLimits
  /** Whether nothing more is to be sent. */
  readonly isStopped: () => boolean
}

/**
 * Reads options once, whatever was handed in. An optional one that is not of its kind is as if it were not there; `undefined`
 * where there is no `send` or no `apiKey` to send with.
 */
export function readOptions(options: unknown): Readable | undefined {
  try {
    const { send, apiKey, api, minIdLength, signal } = options as Partial<DeliverOptions>
    if (typeof send !== 'function' || typeof apiKey !== 'string') return undefined
    return {
      send: (body) => send.call(options, body),
      envelope: Number.isFinite(minIdLength) ? { apiKey, minIdLength } : { apiKey },
      limits: uploadLimits[api === 'batch' ? 'batch' : 'httpapi'],
      isStopped: () => isAborted(signal),
    }
  } catch {
    return undefined
  }
}

function isAborted(signal: DeliverOptions['signal']): boolean {
  try {
    return signal?.aborted === true
  } catch {
    // Nobody can tell any more. To stop loses nothing.
    return true
  }
}
