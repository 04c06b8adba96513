import type { Finding } from './finding.js'

/** The checks, in the order in which they’re made and shown. */
export type CheckName = 'settings' | 'keys' | 'subscriptions' | 'deliveries' | 'mappings' | StageName

/** The stages of `doctor --send`. */
export type StageName = 'segment' | 'amplitude' | 'property' | 'unset' | 'copies' | 'person'

type Nothing = Readonly<Record<string, never>>

/** Parameters of each note: what to say about a check that found nothing, or that wasn’t made. */
export interface NoteParams {
  SETTINGS_UNDERSTOOD: { readonly settings: number; readonly variables: readonly string[] }
  KEYS_ACCEPTED: { readonly where: string }
  SUBSCRIPTIONS_RIGHT: {
    readonly subscriptions: number
    readonly others: number
    readonly isPresets: boolean
  }
  EACH_SENT_ONCE: { readonly events: number }
  MAPPINGS_RIGHT: { readonly subscriptions: number; readonly events: number }
  SETTINGS_NOT_GIVEN: Nothing
  KEYS_NOT_GIVEN: Nothing
  KEYS_NOT_CLEAR: Nothing
  NETWORK_OFF: Nothing
  NOTHING_SENT: Nothing
  MAPPINGS_NOT_RUNNABLE: Nothing
  SEGMENT_TOOK_IT: { readonly host: string; readonly ms: number }
  IMPRESSION_ARRIVED: { readonly name: string; readonly ms: number }
  PROPERTY_SET: { readonly property: string; readonly variant: string; readonly ms: number }
  PROPERTY_UNSET: { readonly property: string; readonly ms: number }
  NO_COPIES: { readonly sent: number }
  DELETION_SCHEDULED: { readonly userId: string; readonly day: string | undefined }
  PERSON_KEPT: { readonly userId: string }
  PERSON_NOT_KNOWN: Nothing
  STAGE_NOT_REACHED: Nothing
}

export type Note = {
  [Code in keyof NoteParams]: { readonly code: Code; readonly params: NoteParams[Code] }
}[keyof NoteParams]

/** One check: what it found, and what to say if it found nothing. */
export interface Check {
  readonly name: CheckName
  readonly findings: readonly Finding[]
  /** Findings that are only counted, if there are too many of them. */
  readonly more?: { readonly errors: number; readonly warnings: number }
  readonly note: Note
  /** How long it took, if that matters. */
  readonly ms?: number
  /** Whether it was made. If not, the note says why. */
  readonly isMade: boolean
}

/** A check that wasn’t made, and why. */
export function skippedCheck(
  name: CheckName,
  code: { [Code in keyof NoteParams]: NoteParams[Code] extends Nothing ? Code : never }[keyof NoteParams],
): Check {
  return { name, findings: [], isMade: false, note: { code, params: {} } }
}

export type CheckStatus = 'passed' | 'warning' | 'error' | 'skipped'

/** How a check turned out. */
export function statusOf({ findings, isMade }: Check): CheckStatus {
  // Findings that are only counted are never worse, because errors are kept first.
  if (findings.some(({ severity }) => severity === 'error')) return 'error'
  if (findings.length > 0) return 'warning'
  return isMade ? 'passed' : 'skipped'
}
