import { isRecord } from './is-record'

/**
 * What stands at a path, by own properties alone: the framework's clone of an event may have a prototype that came with the
 * event.
 */
export function ownPath(event: unknown, path: readonly string[]): unknown {
  let value = event
  for (const key of path) {
    if (!isRecord(value) || !Object.prototype.hasOwnProperty.call(value, key)) return undefined
    value = value[key]
  }
  return value
}
