import type { AmplitudeAnswer } from './ask-amplitude'

/**
 * Whether an unsuccessful answer seems to come from something other than Amplitude: a redirect, a status that Amplitude doesn't
 * document, or an HTML page instead of a refusal.
 */
export function isForeign({ status, data }: AmplitudeAnswer): boolean {
  if (status === 401 || status === 429 || status >= 500) return false
  if (status !== 400 && status !== 403) return true
  return typeof data === 'string' && /^\s*</.test(data)
}

/** Describes such an answer. Never quotes its body, because anybody may have written it. */
export function describeForeign({ status, contentType, length }: AmplitudeAnswer): string {
  const kind = contentType ?? 'no content type'
  const size = length < 1000 ? `${String(length)} characters` : `${String(Math.round(length / 1000))} kB`
  return status >= 300 && status < 400
    ? `Something other than Amplitude answered with a redirect (${String(status)}), which isn’t followed.`
    : `Something other than Amplitude answered (${String(status)}, ${kind}, ${size}), such as a proxy or a captive portal.`
}
