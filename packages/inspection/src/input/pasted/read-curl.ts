import { parseLenient } from '../lenient/parse-lenient.js'
import type { InputPart } from '../input-part.js'
import { partsOf } from '../parts-of.js'
import { scanJson, skipSpace } from '../scan-json.js'
import type { Window } from '../window.js'
import { readCommand, type Command } from './read-command.js'

/** What a `curl` command at the start of a window sends, and where the command ends. */
export async function readCurl(
  window: Window,
): Promise<{ readonly parts: readonly InputPart[]; readonly end: number }> {
  let command: Command | 'open'
  for (let isEnd = false; (command = readCommand(window.text(), isEnd)) === 'open';)
    isEnd = !(await window.grow())
  const { end, url, bodies } = command
  const place = window.placeAt(0)
  const parts = bodies.flatMap((body): InputPart[] => {
    if (/^@\S/.test(body))
      return [{ kind: 'broken', ...window.mistakeAt(0, 'the body', { is: 'body in a file' }) }]
    const request = { ...(url === undefined ? {} : { url }), body: toJson(body) }
    return partsOf([request], place, { from: 'curl', leniencies: [] })
  })
  return { parts, end }
}

/** A body as JSON, if it's an object as JavaScript writes it. */
function toJson(body: string): string {
  const start = skipSpace(body, 0)
  if (scanJson(body, start).ok || !/[{[]/.test(body.charAt(start))) return body
  const parsed = parseLenient(body, start)
  return parsed.ok ? JSON.stringify(parsed.value) : body
}
