import { countOf } from '../../terminal/format.js'
import type { FindingCode, FindingParams } from '../finding.js'

/** For each code what is wrong and why it matters, what to do about it, and where that isn’t certain the likely causes in order. */
export type Words<Codes extends FindingCode> = {
  readonly [Code in Codes]: (
    params: FindingParams[Code],
  ) => readonly [reason: string, nextStep: string, causes?: readonly string[]]
}

interface Share {
  readonly events: number
  readonly of: number
}

/** `2 of the 15 test events that it takes`. */
export function share({ events, of }: Share): string {
  if (of === 1) return 'the one test event that it takes'
  return events === of
    ? `all ${countOf(of, 'test event')} that it takes`
    : `${String(events)} of the ${countOf(of, 'test event')} that it takes`
}

/** `it is mapped from $.userId`. */
export function mappedFrom({ mapped }: { readonly mapped: string | undefined }): string {
  return mapped === undefined ? 'it is not mapped' : `it is mapped from ${mapped}`
}
