import type { RealAmplitude } from './sandbox-module.js'

/** A region in words, as they stand after "in". */
export function regionName({ region }: Pick<RealAmplitude, 'region'>): string {
  return region === 'eu' ? 'Europe' : 'the United States'
}
