/** The functions that can be deployed: one that delivers to Amplitude, and one in front of Segment's own destination. */
export type FunctionKind = 'destination' | 'insert'

/** A setting of a function, as the Public API has it (`FunctionSettingV1` of Segment's SDK 47.0.0). */
export interface FunctionSetting {
  readonly name: string
  readonly label: string
  readonly description: string
  readonly type: 'STRING' | 'BOOLEAN' | 'ARRAY' | 'TEXT_MAP'
  readonly required: boolean
  readonly sensitive: boolean
}

/** What is deployed: the code, whose first line is a banner, and the settings that it reads. */
export interface FunctionRelease {
  readonly code: string
  readonly settings: readonly FunctionSetting[]
}

interface KindWords {
  /** `resourceType` of the Public API. */
  readonly resourceType: 'DESTINATION' | 'INSERT_DESTINATION'
  /** The files of `@experiment-impressions/functions`, without their ending. */
  readonly file: string
  /** What messages call it. */
  readonly title: string
  /** What it does: the description in Segment begins with it. */
  readonly purpose: string
}

export const functionKinds: Readonly<Record<FunctionKind, KindWords>> = {
  destination: {
    resourceType: 'DESTINATION',
    file: 'segment-destination-function',
    title: 'destination function',
    purpose: 'Sends experiment impressions to Amplitude.',
  },
  insert: {
    resourceType: 'INSERT_DESTINATION',
    file: 'segment-destination-insert-function',
    title: 'destination insert function',
    purpose: 'Prepares experiment impressions for Segment’s Amplitude destination.',
  },
}
