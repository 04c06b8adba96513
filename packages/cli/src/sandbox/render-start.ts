import type { Style } from '../terminal/style.js'
import { regionName } from './region-name.js'
import type { RealAmplitude } from './sandbox-module.js'

interface RenderStartOptions {
  /** `undefined` for the sandbox's own. */
  readonly amplitude: RealAmplitude | undefined
  /** Whether the environment has a key that isn't used. */
  readonly hasUnusedKey: boolean
}

/** The first line: where events end up. Never the key. */
export function renderStart({ amplitude, hasUnusedKey }: RenderStartOptions, style: Style): string {
  if (amplitude !== undefined)
    return style.warning(
      `Delivering to the real Amplitude, in ${regionName(amplitude)}, with the key in AMPLITUDE_API_KEY. No session is played.`,
    )
  const here = style.title('A Segment and an Amplitude on this machine. Nothing leaves it.')
  return hasUnusedKey ? `${here}\nAMPLITUDE_API_KEY is not used without --deliver-to-amplitude.` : here
}
