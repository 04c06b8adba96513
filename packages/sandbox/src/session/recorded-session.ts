import { readFile } from 'node:fs/promises'

const file = new URL('../../session/recorded-session.ndjson', import.meta.url)

/** Returns the calls of a session recorded in a browser, one JSON body each, as analytics.js posted them. */
export async function readRecordedSession(): Promise<string[]> {
  const text = await readFile(file, 'utf8')
  return text.split('\n').filter((line) => line !== '')
}
