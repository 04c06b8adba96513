import { kindOf, ownPath } from '@experiment-impressions/contract/json'
import { isOwnName } from './subscription.js'

type Values = Readonly<Record<string, unknown>>

/** What a file of settings contains. */
export type FoundSettings =
  | {
      readonly kind: 'settings'
      readonly values: Values
      /** Whether the file says that they’re this destination’s. A flat object doesn’t say whose it is. */
      readonly isOwn: boolean
    }
  /** Settings of other destinations; `names` are the catalog’s, each once. */
  | { readonly kind: 'foreign'; readonly names: readonly string[]; readonly isList: boolean }
  /** Several destinations of this kind. */
  | { readonly kind: 'several'; readonly count: number }
  | { readonly kind: 'none' }

/**
 * Finds this destination’s settings: a flat object, a response of Segment’s Public API to `GET /destinations/{id}`, or one
 * to `GET /destinations`, with other destinations beside it. `metadata` is the catalog’s entry, and says whose they are.
 */
export function findSettings(value: unknown): FoundSettings {
  const list = lists.map((path) => ownPath(value, path)).find(Array.isArray) as readonly unknown[] | undefined
  if (list === undefined) return findIn(singles.map((path) => ownPath(value, path)).find(isObject) ?? value)
  const destinations = list.filter((one) => isObject(ownPath(one, ['metadata'])))
  if (destinations.length === 0) return { kind: 'none' }
  const own = destinations.filter((one) => catalogNames(one).some(isOwnName))
  if (own.length > 1) return { kind: 'several', count: own.length }
  return own.length === 1 ? findIn(own[0]) : foreign(destinations, true)
}

/** Where the Public API puts one destination, and several. */
const singles = [['data', 'destination'], ['destination']]
const lists = [[], ['data', 'destinations'], ['destinations']]

function findIn(destination: unknown): FoundSettings {
  const names = catalogNames(destination)
  const isOwn = names.some(isOwnName)
  if (names.length > 0 && !isOwn) return foreign([destination], false)
  const values = ownPath(destination, ['settings']) ?? destination
  return isObject(values) ? { kind: 'settings', values, isOwn } : { kind: 'none' }
}

function foreign(destinations: readonly unknown[], isList: boolean): FoundSettings {
  const names = destinations.flatMap((one) => catalogNames(one).slice(0, 1))
  return { kind: 'foreign', names: [...new Set(names)], isList }
}

/** The name and the slug that a destination has in Segment’s catalog. The name that its owner gave it doesn’t matter. */
function catalogNames(destination: unknown): string[] {
  return ['name', 'slug'].flatMap((key) => {
    const text = ownPath(destination, ['metadata', key])
    return typeof text === 'string' && text.trim() !== '' ? [text] : []
  })
}

function isObject(value: unknown): value is Values {
  return kindOf(value) === 'object'
}
