import type { DeliverOptions } from './deliver.js'
import { uploadLimits, type UploadLimits } from './endpoints.js'
import type { UploadEnvelope } from './upload-body.js'

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
