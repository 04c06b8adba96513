import { amplitudeLimits } from './amplitude-limits.js'
import { createIssue, type Issue, type IssuePath } from './issues.js'
import { plain } from './json/json-object.js'

/**
 * Values in one event, far past what fits Segment's 32 KB. Keeps an object that refers to itself many times over
 * from being walked for ever.
 */
const maxValues = 20_000

/**
 * Copies an object as JSON would carry it, `path` being where it stands in the event; keys in `except` stay out.
 * What Amplitude cannot take is left off or noted, each with an issue. Cycles end at the nesting limit.
 */
export function copyJsonObject(
  source: object,
  path: IssuePath,
  { issues, except }: { readonly issues: Issue[]; readonly except: ReadonlySet<string> },
): Record<string, unknown> {
  let values = 0
  let tooMany = false
  let tooDeep = false
  /** Where the walk is. One array for all of it: most events have no issue that a path would be made for. */
  const at = [...path]

  function room(): boolean {
    values += 1
    if (values <= maxValues) return true
    if (!tooMany) issues.push(createIssue('PROPERTIES_TOO_MANY', [...at], { limit: maxValues }))
    tooMany = true
    return false
  }

  /** Returns `undefined` for what JSON leaves out. */
  function copy(original: unknown, key: string | number, layer: number): unknown {
    at.push(key)
    const copied = copyHere(original, layer)
    at.pop()
    return copied
  }

  function copyHere(original: unknown, layer: number): unknown {
    const value = plain(original)
    if (typeof value === 'string') {
      noteLength(value, at, issues)
      return value
    }
    if (typeof value === 'number') return Number.isFinite(value) ? value : null
    if (typeof value === 'bigint') return String(value)
    if (typeof value === 'boolean' || value === null) return value
    if (typeof value !== 'object') return undefined
    if (layer > amplitudeLimits.propertyLayers) {
      if (!tooDeep)
        issues.push(createIssue('NESTING_TOO_DEEP', [...at], { limit: amplitudeLimits.propertyLayers }))
      tooDeep = true
      return undefined
    }
    return Array.isArray(value) ? copyArray(value, layer) : copyObject(value, layer)
  }

  function copyArray(array: readonly unknown[], layer: number): unknown[] {
    const result: unknown[] = []
    for (let index = 0; index < array.length && room(); index += 1) {
      result.push(copy(array[index], index, layer + 1) ?? null)
    }
    return result
  }

  function copyObject(object: object, layer: number): Record<string, unknown> {
    const result: Record<string, unknown> = {}
    for (const key of Object.keys(object)) {
      if (layer === 1 && except.has(key)) continue
      if (!room()) break
      if (key === '__proto__') {
        issues.push(createIssue('PROPERTY_NAME_UNSAFE', [...at, key], {}))
        continue
      }
      const value = copy((object as Readonly<Record<string, unknown>>)[key], key, layer + 1)
      if (value !== undefined) result[key] = value
    }
    return result
  }

  return copyObject(source, 1)
}

/** Notes a text that Amplitude will cut. It is left whole: the cut is Amplitude's to make. */
export function noteLength(text: string, path: IssuePath, issues: Issue[]): void {
  const limit = amplitudeLimits.stringCharacters
  if (text.length > limit)
    issues.push(createIssue('STRING_TOO_LONG', [...path], { length: text.length, limit }))
}
