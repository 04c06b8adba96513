/** One request to Segment's Public API. */
export interface SegmentRequest {
  readonly method: 'GET' | 'POST' | 'PATCH'
  /** Below the host, such as `/functions`, with encoded ids. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: Readonly<Record<string, unknown>>
  /** Endpoints in alpha accept `v1alpha` only. @default v1 */
  readonly stability?: 'v1' | 'v1alpha'
}

/** Names a request in messages: `POST /functions`. */
export function nameOfRequest({ method, path }: SegmentRequest): string {
  return `${method} ${path}`
}

/** The full URL of a request. */
export function urlOf(baseUrl: string, { path, query }: SegmentRequest): string {
  return query === undefined
    ? `${baseUrl}${path}`
    : `${baseUrl}${path}?${new URLSearchParams(query).toString()}`
}

/**
 * The headers of a request, without the token. The types are those of Segment's own SDK: `application/vnd.segment.v1+json`,
 * and `application/vnd.segment.v1alpha+json` for endpoints in alpha (public-api-sdk-go, api/api_functions.go).
 */
export function headersOf({ body, stability = 'v1' }: SegmentRequest): Readonly<Record<string, string>> {
  const type = `application/vnd.segment.${stability}+json`
  return { Accept: type, ...(body !== undefined && { 'Content-Type': type }) }
}
