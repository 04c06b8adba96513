import type { Finding } from './finding.js'

/** The checks, in the order in which they are made and shown. */
export type CheckName = 'settings' | 'keys' | 'subscriptions' | 'deliveries' | 'mappings' | StageName

/** The stages of a test impression’s road. */
export type StageName = 'segment' | 'amplitude' | 'property' | 'unset' | 'copies' | 'person'

/** What there is to say of a check that found nothing, or that was not made. */
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
  SETTINGS_NOT_GIVEN: Readonly<Record<string, never>>
  KEYS_NOT_GIVEN: Readonly<Record<string, never>>
  KEYS_NOT_CLEAR: Readonly<Record<string, never>>
  NETWORK_OFF: Readonly<Record<string, never>>
  MAPPINGS_NOT_RUNNABLE: Readonly<Record<string, never>>
  SEGMENT_TOOK_IT: { readonly host: string; readonly ms: number }
  IMPRESSION_ARRIVED: { readonly name: string; readonly ms: number }
  PROPERTY_SET: { readonly property: string; readonly variant: string; readonly ms: number }
  PROPERTY_UNSET: { readonly property: string; readonly ms: number }
  NO_COPIES: { readonly sent: number }
  DELETION_SCHEDULED: { readonly userId: string; readonly day: string | undefined }
  PERSON_KEPT: { readonly userId: string }
  PERSON_NOT_KNOWN: Readonly<Record<string, never>>
  STAGE_NOT_REACHED: Readonly<Record<string, never>>
}

export type Note = {
  [Code in keyof NoteParams]: { readonly code: Code; readonly params: NoteParams[Code] }
}[keyof NoteParams]

/** What each code has to say. */
export type NoteWords<Codes extends keyof NoteParams> = {
  readonly [Code in Codes]: (params: NoteParams[Code]) => string
}

/** One check: what it found, and what there is to say where it found nothing. */
export interface Check {
  readonly name: CheckName
  readonly findings: readonly Finding[]
  /** Findings that are only counted, where there are too many of them. */
  readonly more?: { readonly errors: number; readonly warnings: number }
  readonly note: Note
  /** How long it took, where that is told. */
  readonly ms?: number
  /** Whether it was made; where not, the note says why. */
  readonly isMade: boolean
}

export type CheckStatus = 'passed' | 'warning' | 'error' | 'skipped'

/** How a check came out. */
export function statusOf({ findings, isMade }: Check): CheckStatus {
  // Those that are only counted are no worse: errors are kept first.
  if (findings.some(({ severity }) => severity === 'error')) return 'error'
  if (findings.length > 0) return 'warning'
  return isMade ? 'passed' : 'skipped'
}
