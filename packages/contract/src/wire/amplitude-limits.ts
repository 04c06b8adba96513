/**
 * Amplitude's documented ingestion limits. Units are in the names.
 * Sources: Amplitude docs, "HTTP V2 API", "Batch Event Upload API" and "Limits".
 */
export const amplitudeLimits = {
  /** Longest id or property value, in characters; Amplitude truncates longer ones. */
  stringCharacters: 1024,
  /** Shortest user or device id, in characters, unless `options.min_id_length` changes it. */
  minIdCharacters: 5,
  /** Deepest nesting of `event_properties`, which is layer 1 itself. */
  propertyLayers: 40,
  /** How long Amplitude remembers an insert id. */
  dedupeWindowMs: 7 * 24 * 60 * 60 * 1000,
  /** HTTP V2: events in one upload. */
  httpV2Events: 2000,
  /** HTTP V2: bytes of one upload; documented as "1 MB". */
  httpV2Bytes: 1_000_000,
  /** Batch: events in one upload. */
  batchEvents: 2000,
  /** Batch: bytes of one upload; documented as "20 MB". */
  batchBytes: 20_000_000,
} as const

/**
 * Ids that Amplitude rejects with 400, in lower case (docs, "HTTP V2 API", `device_id` and `user_id`).
 * Its docs don't mention upper case. People have reported that it rejects `Anonymous`, so we ignore case.
 */
export const refusedIds: ReadonlySet<string> = new Set([
  '',
  'anonymous',
  'nil',
  'none',
  'null',
  'n/a',
  'na',
  'undefined',
  'unknown',
  '""',
  '00000000-0000-0000-0000-000000000000',
  '{}',
  'lmy47d',
  '0',
  '-1',
])

/** Whether Amplitude rejects this id regardless of its length. */
export function isRefusedId(id: string): boolean {
  return refusedIds.has(id.toLowerCase())
}
