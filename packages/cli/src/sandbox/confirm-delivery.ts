import { UsageError } from '../errors.js'
import type { Io } from '../io.js'
import { askYesNo, canAsk } from '../terminal/ask.js'
import { regionName } from './region-name.js'
import type { RealAmplitude } from './sandbox-module.js'

/**
 * Asks whether to deliver to the real Amplitude.
 * @throws {UsageError} if there is no terminal to ask on
 */
export async function confirmDelivery(amplitude: RealAmplitude, io: Io): Promise<boolean> {
  if (!canAsk(io))
    throw new UsageError(
      'Delivery to the real Amplitude must be confirmed, and there is no terminal to ask on. Add --yes to confirm it.',
    )
  return askYesNo(
    `Impressions sent to this sandbox will be recorded and billed in the Amplitude project of AMPLITUDE_API_KEY, in ${regionName(amplitude)}. Deliver there? [y/N] `,
    io,
  )
}
