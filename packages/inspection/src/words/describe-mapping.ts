import { isObject, ownPath } from '@experiment-impressions/contract/json'
import { previewValue } from '../text/preview-value.js'

/** Longest description, in characters: a template can have any length. */
const mostCharacters = 300

/** Describes a field's mapping in words that can be typed into Segment: `$.properties.variant`. Cuts long ones. */
export function describeMapping(mapping: unknown): string {
  const words = describe(mapping, 8)
  return words.length > mostCharacters ? `${words.slice(0, mostCharacters)}…` : words
}

function describe(mapping: unknown, layers: number): string {
  if (layers === 0) return '…'
  const path = ownPath(mapping, ['@path'])
  if (typeof path === 'string') return path
  const template = ownPath(mapping, ['@template'])
  if (typeof template === 'string') return `“${template}”`
  const condition = ownPath(mapping, ['@if'])
  if (condition !== undefined) {
    const then = describe(ownPath(condition, ['then']), layers - 1)
    const otherwise = ownPath(condition, ['else'])
    return otherwise === undefined ? then : `${then}, else ${describe(otherwise, layers - 1)}`
  }
  if (isObject(mapping))
    return Object.keys(mapping)[0]?.startsWith('@') === true
      ? previewValue(mapping, 80)
      : Object.entries(mapping)
          .slice(0, 50)
          .map(([key, value]) => `${key} = ${describe(value, layers - 1)}`)
          .join(', ')
  return `the fixed value ${previewValue(mapping, 80)}`
}
