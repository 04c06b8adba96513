import { ownPath, parseJson } from '@experiment-impressions/contract/json'
import { readText } from '../fetch-answer.js'
import type { Io } from '../io.js'

/** How long a program on the port has to answer, in ms. */
const deadlineMs = 1000

/** In bytes; the answer is much shorter. */
const mostBytes = 10_000

/** Returns the address of the sandbox that runs on a port of this machine; `undefined` if it's another program. */
export async function findRunning(port: number, { signal }: Pick<Io, 'signal'>): Promise<string | undefined> {
  const address = `http://127.0.0.1:${String(port)}/`
  try {
    const response = await fetch(new URL('api/status', address), {
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(deadlineMs), signal]),
    })
    const status = parseJson((await readText(response, mostBytes)) ?? '')
    const isSandbox =
      typeof ownPath(status, ['amplitude']) === 'string' &&
      typeof ownPath(status, ['forgottenRecords']) === 'number'
    return isSandbox ? address : undefined
  } catch {
    return undefined
  }
}
