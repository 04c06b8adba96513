import { ownPath, previewValue } from '@experiment-impressions/contract/inspection'

/** A field’s mapping in words that can be typed into Segment: `$.properties.variant`. */
export function describeMapping(mapping: unknown): string {
  const path = ownPath(mapping, ['@path'])
  if (typeof path === 'string') return path
  const template = ownPath(mapping, ['@template'])
  if (typeof template === 'string') return `“${template}”`
  const condition = ownPath(mapping, ['@if'])
  if (condition !== undefined) {
    const then = describeMapping(ownPath(condition, ['then']))
    const otherwise = ownPath(condition, ['else'])
    return otherwise === undefined ? then : `${then}, else ${describeMapping(otherwise)}`
  }
  if (typeof mapping === 'object' && mapping !== null && !Array.isArray(mapping))
    return Object.keys(mapping)[0]?.startsWith('@')
      ? previewValue(mapping, 80)
      : Object.entries(mapping)
          .map(([key, value]) => `${key} = ${describeMapping(value)}`)
          .join(', ')
  return `the fixed value ${previewValue(mapping, 80)}`
}
