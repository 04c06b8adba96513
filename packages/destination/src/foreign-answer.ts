import type { AmplitudeAnswer } from './ask-amplitude'

/**
 * Whether an answer that is no success came from something else than Amplitude, as far as can be told: a redirect, a status
 * that Amplitude doesn't document, or a page where it would say no.
 */
export function isForeign({ status, data }: AmplitudeAnswer): boolean {
  if (status === 401 || status === 429 || status >= 500) return false
  if (status !== 400 && status !== 403) return true
  return typeof data === 'string' && /^\s*</.test(data)
}

/** What such an answer is; nothing of its body, which may be anybody's. */
export function describeForeign({ status, contentType, length }: AmplitudeAnswer): string {
  const kind = contentType ?? 'no content type'
  const size = length < 1000 ? `${String(length)} characters` : `${String(Math.round(length / 1000))} kB`
  return status >= 300 && status < 400
    ? `Something else answered there with a redirect (${String(status)}), which is not followed.`
    : `Something else answered there (${String(status)}, ${kind}, ${size}), such as a proxy or a captive portal.`
}
