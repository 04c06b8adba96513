import type { Answer } from './read-answer.js'
import type { UploadEnvelope } from './upload-body.js'
import { uploadLimits, type UploadApi, type UploadLimits } from './upload-limits.js'

export interface DeliverOptions {
  /**
   * Posts one body (JSON, UTF-8) to Amplitude and returns the answer, whatever its status. Must not follow redirects. Must reject
   * if there is no answer: no connection, a timeout, a dropped connection. A malformed answer counts as none.
   */
  readonly send: (body: string) => Promise<Answer>
  readonly apiKey: string
  /** @default 'httpapi' */
  readonly api?: UploadApi
  /** Shortest id, in characters, that Amplitude should accept. Without it Amplitude uses 5. */
  readonly minIdLength?: number
  /**
   * Once it is aborted, nothing more is sent and the remaining events are `retry`. An `AbortSignal` works. Whether it also
   * cancels the current request is up to `send`.
   */
  readonly signal?: { readonly aborted: boolean }
}

/** Options in the form that a delivery uses. */
interface UsableOptions {
  readonly send: (body: string) => Promise<unknown>
  readonly envelope: UploadEnvelope
  readonly limits: UploadLimits
  /** Whether to send nothing more. */
  readonly isStopped: () => boolean
}

/**
 * Reads options once, whatever was passed in. An optional one of the wrong type is ignored. Returns `undefined` if `send` or
 * `apiKey` is missing.
 */
export function readOptions(options: unknown): UsableOptions | undefined {
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
    // The signal can't be read any more. Stopping loses nothing.
    return true
  }
}
