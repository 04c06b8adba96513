import { ownPath } from '@experiment-impressions/contract/json'
import { resolveMapping } from './framework.js'

type Fields = Readonly<Record<string, unknown>>

/** The fields of a mapping that Segment’s mapping kit can’t run over an event. */
export function failingFields(mapping: Fields, event: Fields): string[] {
  return Object.keys(mapping).filter((field) => {
    const one = { [field]: ownPath(mapping, [field]) }
    try {
      resolveMapping(structuredClone(one) as never, structuredClone(event))
      return false
    } catch {
      return true
    }
  })
}
