/** What an endpoint of Amplitude's answers: the status and the JSON body. */
export interface Answer {
  readonly status: 200 | 400 | 401 | 413
  readonly body: Readonly<Record<string, unknown>>
}

/** An answer that refuses, in Amplitude's form: the status is repeated as `code`. */
export function refuse(status: 400 | 401 | 413, error: string, more: Answer['body'] = {}): Answer {
  return { status, body: { code: status, error, ...more } }
}
