import type { Target } from '../records/sandbox-api.js'
import { isRealAmplitude } from '../records/sandbox.js'

const regions = { north_america: 'the United States', europe: 'Europe' } as const

/** Says in every view that events leave the machine, where they do. */
export function RealAmplitude({ target }: { readonly target: Target | undefined }) {
  if (!isRealAmplitude(target)) return null
  return (
    <p class="real-amplitude" role="status">
      Delivering to the real Amplitude, in {regions[target]}. Impressions count there.
    </p>
  )
}
