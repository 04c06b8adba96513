import { createInterface } from 'node:readline'
import type { Io } from '../io.js'

/** Whether there is a person to ask: standard input and output are both a terminal. */
export function canAsk({ stdin, isTTY }: Pick<Io, 'stdin' | 'isTTY'>): boolean {
  return stdin.isTTY === true && isTTY
}

/**
 * Asks a question that ends in `[y/N] `. Anything but a yes is a no, also the end of the input and Ctrl-C. Asks on standard
 * error, so `--json` prints only JSON.
 */
export async function askYesNo(
  question: string,
  io: Pick<Io, 'stdin' | 'stderr' | 'signal'>,
): Promise<boolean> {
  io.stderr(question)
  const answer = await readLine(io)
  // After Ctrl-C, the cursor is already on a new line.
  if (answer === undefined && !io.signal.aborted) io.stderr('\n')
  return /^\s*y(es)?\s*$/i.test(answer ?? '')
}

/** Reads a line of standard input; `undefined` if the input ends or the user stops the command first. */
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
