import { describeMapping } from '../doctor/describe-mapping.js'
import type { Difference } from './compare-sent.js'

/** A difference between what was sent and what the default mapping would have sent, in a sentence. */
export function describeDifference({ kind, name, cause }: Difference): string {
  const what = { lost: `without ${name}`, changed: `with another ${name}`, added: `with ${name}` }[kind]
  if (cause === undefined) return `Sent ${what}, ${unexplained[kind]}.`
  const { field, mapping, usual } = cause
  if (mapping === null)
    return `Sent ${what}: “${field}” isn’t mapped; the default is ${describeMapping(usual)}.`
  const unlike = usual === null ? 'and not mapped by default' : `not to ${describeMapping(usual)}`
  return `Sent ${what}: “${field}” is mapped to ${describeMapping(mapping)}, ${unlike}.`
}

const unexplained = {
  lost: 'which the default mapping and settings send',
  changed: 'not the one of the default mapping and settings',
  added: 'which the default mapping and settings don’t send',
} as const
