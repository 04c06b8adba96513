import { parseJson } from '@experiment-impressions/contract/json'
import { scanJson, skipSpace } from '../scan-json.js'
import { decodeBase64Json } from './decode-base64.js'

/** JSON that a text holds, and how. */
export interface JsonText {
  readonly values: readonly unknown[]
  readonly as: 'string' | 'base64' | 'URL-encoded'
}

const urlEncoded = /^[\w-]{0,30}=?\s{0,9}%(?:7[Bb]|5[Bb])/

/** Reads JSON in a text: one value or several, as they are, in base64 or URL-encoded. `undefined` if it holds none. */
export function readJsonText(text: string): JsonText | undefined {
  const values = valuesIn(text)
  if (values !== undefined) return { values, as: 'string' }
  const decoded = decodeBase64Json(text)
  const inside = decoded === undefined ? undefined : valuesIn(decoded)
  if (inside !== undefined) return { values: inside, as: 'base64' }
  const unescaped = urlEncoded.test(text) ? decodeUrl(text.slice(text.indexOf('=') + 1)) : undefined
  const plain = unescaped === undefined ? undefined : valuesIn(unescaped)
  return plain === undefined ? undefined : { values: plain, as: 'URL-encoded' }
}

/** The JSON values of a text that is nothing else. */
function valuesIn(text: string): unknown[] | undefined {
  if (!/^\ufeff?\s*["{[]/.test(text)) return undefined
  const whole = parseJson(text.replace(/^\ufeff/, ''))
  if (whole !== undefined) return [whole]
  const values: unknown[] = []
  for (let at = skipSpace(text, 0); at < text.length;) {
    const scan = scanJson(text, at)
    if (!scan.ok) return undefined
    values.push(JSON.parse(text.slice(at, scan.end)))
    at = skipSpace(text, scan.end)
  }
  return values
}

function decodeUrl(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '))
  } catch {
    return undefined
  }
}
