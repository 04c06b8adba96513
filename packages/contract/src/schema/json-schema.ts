/** A JSON Schema, draft-07: the draft that Segment Protocols takes. */
export type JsonSchema = Readonly<Record<string, unknown>>
