/** A JSON Schema, draft-07: the draft that Segment Protocols accepts. */
export type JsonSchema = Readonly<Record<string, unknown>>
