import { createInterface } from 'node:readline'
import type { Io } from '../io.js'

/** Whether there is somebody to ask: standard input and output are both a terminal. */
export function canAsk({ stdin, isTTY }: Pick<Io, 'stdin' | 'isTTY'>): boolean {
  return stdin.isTTY === true && isTTY
}

/**
 * Asks a question that ends in `[y/N] `; whatever isn't a yes is a no, and so is the end of the input or of the user's
 * patience. Asks on standard error, so that `--json` prints JSON alone.
 */
export async function askYesNo(
  question: string,
  io: Pick<Io, 'stdin' | 'stderr' | 'signal'>,
): Promise<boolean> {
  io.stderr(question)
  const answer = await readLine(io)
  if (answer === undefined) io.stderr('\n')
  return /^\s*y(es)?\s*$/i.test(answer ?? '')
}

/** The next line of standard input; `undefined` if it ends, or the user stops, before there is one. */
function readLine({ stdin, signal }: Pick<Io, 'stdin' | 'signal'>): Promise<string | undefined> {
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
