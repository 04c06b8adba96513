import { createInterface } from 'node:readline'
import { UsageError } from '../errors.js'
import type { Io } from '../io.js'
import { regionName } from './region-name.js'
import type { RealAmplitude } from './sandbox-module.js'

/**
 * Asks whether to deliver to the real Amplitude; whatever isn't a yes is a no, and so is the end of the input or of the
 * user's patience.
 * @throws {UsageError} if there is no terminal to ask on
 */
export async function confirmDelivery(amplitude: RealAmplitude, io: Io): Promise<boolean> {
  if (io.stdin.isTTY !== true || !io.isTTY)
    throw new UsageError(
      'Delivery to the real Amplitude must be confirmed, and there is no terminal to ask on. Add --yes to confirm it.',
    )
  // On standard error, so that --json prints JSON alone.
  io.stderr(
    `Impressions sent to this sandbox will be recorded and billed in the Amplitude project of AMPLITUDE_API_KEY, in ${regionName(amplitude)}. Deliver there? [y/N] `,
  )
  const answer = await readLine(io)
  if (answer === undefined) io.stderr('\n')
  return /^\s*y(es)?\s*$/i.test(answer ?? '')
}

/** The next line of standard input; `undefined` if it ends, or the user stops, before there is one. */
function readLine({ stdin, signal }: Io): Promise<string | undefined> {
  const lines = createInterface({ input: stdin })
  return new Promise((resolve) => {
    const stop = (): void => {
      lines.close()
    }
    lines.once('line', (line) => {
      resolve(line)
      lines.close()
    })
    lines.once('close', () => {
      signal.removeEventListener('abort', stop)
      resolve(undefined)
    })
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}
