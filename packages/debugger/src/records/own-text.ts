import { ownPath } from '@experiment-impressions/contract/json'

/** A text or number at a path as text; `undefined` where there is nothing that can be read as one. */
export function ownText(event: unknown, path: readonly string[]): string | undefined {
  const value = ownPath(event, path)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}
