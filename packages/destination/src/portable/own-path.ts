import { isRecord } from './is-record'

/**
 * An own property: the framework's clone of an event may have a prototype that came with the event. `Object.hasOwn` is newer than
 * what Segment's repository compiles for.
 */
export function own(value: unknown, key: string): unknown {
  return isRecord(value) && Object.prototype.hasOwnProperty.call(value, key) ? value[key] : undefined
}

/** What stands at a path, by own properties alone. */
export function ownPath(event: unknown, path: readonly string[]): unknown {
  return path.reduce(own, event)
}
