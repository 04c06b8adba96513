import type { Style } from '../terminal/style.js'
import type { RealAmplitude } from './sandbox-module.js'

/** The first line: where events end up. Never the key. */
export function renderStart(amplitude: RealAmplitude | undefined, style: Style): string {
  if (amplitude === undefined)
    return style.title('A Segment and an Amplitude on this machine. Nothing leaves it.')
  const region = amplitude.region === 'eu' ? 'Europe' : 'the United States'
  return style.warning(`Delivering to the real Amplitude, in ${region}, with the key in AMPLITUDE_API_KEY.`)
}
