/** What an upload's body holds besides its events. */
export interface UploadEnvelope {
  readonly apiKey: string
  /** Shortest id in characters that Amplitude should accept; its default is 5. */
  readonly minIdLength?: number | undefined
}

/** The body of one upload, from the JSON of its events (Amplitude docs, "HTTP V2 API": "Body parameters"). */
export function uploadBody(envelope: UploadEnvelope, events: readonly string[]): string {
  const { apiKey, minIdLength } = envelope
  const options =
    minIdLength === undefined ? '' : `,"options":${JSON.stringify({ min_id_length: minIdLength })}`
  return `{"api_key":${JSON.stringify(apiKey)},"events":[${events.join(',')}]${options}}`
}
