import type { IntegrationOptions } from '../options.js'

/** What is read of an mParticle instance: any version fits. */
export interface MparticleInstance {
  readonly logBaseEvent: (...args: never[]) => unknown
}

/** How impressions travel to mParticle's web SDK. Every option may be left out. */
export interface MparticleOptions extends Omit<IntegrationOptions, 'flattenMetadata'> {
  /**
   * The SDK: `mParticle`, or one of its instances (`mParticle.getInstance('name')`). `null` says that the visitor refuses tracking:
   * nothing is sent and what waits is erased.
   * @default `window[instanceKey]`, looked up whenever it is needed
   */
  readonly instance?: MparticleInstance | null | undefined
  /** The property of `window` that holds the SDK. @default 'mParticle' */
  readonly instanceKey?: string | undefined
  /**
   * The category of the events, one of `mParticle.EventType`: whatever forwards them to Amplitude must not leave it out, as many a
   * workspace does with `Other`.
   * @default 5, `UserContent`
   */
  readonly eventType?: number | undefined
}
