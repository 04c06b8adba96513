import { isObject, parseJson } from '@experiment-impressions/contract/json'

/**
 * Gives the calls of a session other message ids: Segment would drop a repeated session as known. Calls that share an id still
 * share one, so repeats within the session stay repeats.
 */
export function withFreshIds(lines: readonly string[], newId: () => string): string[] {
  const fresh = new Map<string, string>()
  const freshOf = (id: string): string => {
    const known = fresh.get(id) ?? newId()
    fresh.set(id, known)
    return known
  }

  function renew(call: unknown): unknown {
    if (!isObject(call)) return call
    const { messageId, batch } = call
    return {
      ...call,
      ...(typeof messageId === 'string' && messageId !== '' ? { messageId: freshOf(messageId) } : {}),
      ...(Array.isArray(batch) ? { batch: batch.map(renew) } : {}),
    }
  }

  return lines.map((line) => JSON.stringify(renew(parseJson(line))))
}
