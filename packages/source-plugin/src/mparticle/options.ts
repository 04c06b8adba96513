import type { IntegrationOptions } from '../options.js'

/** The part of an mParticle instance that `createMparticleIntegration` requires. Any version fits. */
export interface MparticleInstance {
  readonly logBaseEvent: (...args: never[]) => unknown
}

/** Options of the integration with mParticle's web SDK. All are optional. */
export interface MparticleOptions extends Omit<IntegrationOptions, 'flattenMetadata'> {
  /**
   * The SDK: `mParticle`, or one of its instances (`mParticle.getInstance('name')`). `null` means that the visitor refuses
   * tracking: nothing is sent, and impressions that wait are deleted.
   * @default `window[instanceKey]`, looked up each time it is needed
   */
  readonly instance?: MparticleInstance | null | undefined
  /** The property of `window` that holds the SDK. @default 'mParticle' */
  readonly instanceKey?: string | undefined
  /**
   * The category of the events, one of `mParticle.EventType`. The connection that forwards them to Amplitude must not filter it
   * out, as many workspaces do with `Other`.
   * @default 5, `UserContent`
   */
  readonly eventType?: number | undefined
}
