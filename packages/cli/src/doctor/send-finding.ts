/** How an answer looked that isn’t Segment’s or Amplitude’s. */
interface Foreign {
  readonly host: string
  readonly status: number
  readonly contentType: string | undefined
  readonly length: number
}

interface Unreachable {
  readonly host: string
  /** The code of a system error, or a few words. */
  readonly cause: string
}

interface Busy {
  readonly host: string
  readonly status: number
}

/** Parameters of the codes of `doctor --send`. None of them is a key. */
export interface SendFindingParams {
  /** `message`: what Segment says. */
  SEGMENT_REFUSED: { readonly host: string; readonly status: number; readonly message: string | undefined }
  SEGMENT_BUSY: Busy
  SEGMENT_FOREIGN: Foreign
  SEGMENT_UNREACHABLE: Unreachable
  WATCH_BUSY: Busy
  WATCH_FOREIGN: Foreign
  WATCH_UNREACHABLE: Unreachable
  IMPRESSION_LOST: { readonly userId: string; readonly otherRegion: string | undefined }
  IMPRESSION_LATE: { readonly seconds: number; readonly usual: number }
  IMPRESSION_RAW: { readonly names: readonly string[] }
  IMPRESSION_RENAMED: { readonly names: readonly string[] }
  IMPRESSION_WITHOUT_EVENT: { readonly userId: string }
  /** `lost` are missing, `changed` have another value. */
  IMPRESSION_PROPERTIES_WRONG: { readonly lost: readonly string[]; readonly changed: readonly string[] }
  USER_ID_LOST: { readonly userId: string }
  DEVICE_ID_LOST: Readonly<Record<string, never>>
  PROPERTY_NOT_SET: { readonly property: string; readonly hasOther: boolean }
  /** `isEventThere`: whether the impression without a variant is. */
  PROPERTY_NOT_UNSET: { readonly property: string; readonly isEventThere: boolean }
  /** `others`: names of events that are none in the post-transformation form. */
  IMPRESSION_DOUBLED: {
    readonly impressions: number
    readonly sent: number
    readonly withoutInsertId: number
    readonly others: readonly string[]
  }
  /** `problem`: `401`, or a few words. */
  PERSON_NOT_DELETED: { readonly host: string; readonly problem: string }
}

export type SendCode = keyof SendFindingParams
