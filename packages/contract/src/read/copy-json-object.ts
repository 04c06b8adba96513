import { amplitudeLimits } from '../wire/amplitude-limits.js'
import { createIssue, type Issue, type IssuePath } from '../issues/issues.js'
import { none, type Reading } from '../issues/reading.js'
import { plain } from '../json/json-value.js'
import { lengthIssue } from './length-issue.js'

/**
 * Most values in one event, far more than fit in Segment's 32 KB. Ends the walk through an object that contains itself many
 * times.
 */
const maxValues = 20_000

/**
 * Copies an object as JSON would carry it, without the keys in `except`. `path` is its place in the event. Adds an issue for
 * each value that Amplitude doesn't accept as it is, and leaves the value off if necessary. Cycles end at the nesting limit.
 */
export function copyJsonObject(
  source: object,
  path: IssuePath,
  except: ReadonlySet<string>,
): Reading<Record<string, unknown>> {
  let issues: Issue[] | undefined
  let values = 0
  let tooMany = false
  let tooDeep = false
  /** The current path. The whole walk shares one array, because few events have an issue that needs a path. */
  const at = [...path]

  function note(issue: Issue | undefined): void {
    if (issue !== undefined) (issues ??= []).push(issue)
  }

  function room(): boolean {
    values += 1
    if (values <= maxValues) return true
    if (!tooMany) note(createIssue('PROPERTIES_TOO_MANY', [...at], { limit: maxValues }))
    tooMany = true
    return false
  }

  /** Returns `undefined` for values that JSON leaves out. */
  function copy(original: unknown, key: string | number, layer: number): unknown {
    at.push(key)
    const copied = copyHere(original, layer)
    at.pop()
    return copied
  }

  function copyHere(original: unknown, layer: number): unknown {
    const value = plain(original)
    if (typeof value === 'string') {
      note(lengthIssue(value, at))
      return value
    }
    if (typeof value === 'number') return Number.isFinite(value) ? value : null
    if (typeof value === 'bigint') return String(value)
    if (typeof value === 'boolean' || value === null) return value
    if (typeof value !== 'object') return undefined
    if (layer > amplitudeLimits.propertyLayers) {
      if (!tooDeep) note(createIssue('NESTING_TOO_DEEP', [...at], { limit: amplitudeLimits.propertyLayers }))
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
        note(createIssue('PROPERTY_NAME_UNSAFE', [...at, key], {}))
        continue
      }
      const value = copy((object as Readonly<Record<string, unknown>>)[key], key, layer + 1)
      if (value !== undefined) result[key] = value
    }
    return result
  }

  const value = copyObject(source, 1)
  return { value, issues: issues ?? none }
}
