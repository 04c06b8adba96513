/** Sources: Amplitude docs, "HTTP V2 API", "Responses". The error about id lengths was seen in Amplitude-Kotlin #105. */
const documentedErrors = [
  'Invalid request path',
  'Missing request body',
  'Invalid JSON request body',
  'Request missing required field',
  'Invalid event JSON',
  'Invalid API key',
  'Invalid field values on some events',
  'Invalid id length for user_id or device_id',
  'Events silenced for device_id',
  'Forbidden',
  'Payload too large',
  'Too many requests for some devices and users',
] as const

type DocumentedError = (typeof documentedErrors)[number]

/**
 * Returns the documented error that an answer's error begins with, or `undefined`. Other words are never repeated, because they
 * may contain a key or a person's id.
 */
export function documentedError(error: unknown): DocumentedError | undefined {
  if (typeof error !== 'string') return undefined
  const said = error.toLowerCase()
  return documentedErrors.find((documented) => said.startsWith(documented.toLowerCase()))
}
