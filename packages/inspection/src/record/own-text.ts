import { ownPath } from '@experiment-impressions/contract/json'

/** The text, number or boolean at a path, as text; `undefined` for anything else. */
export function ownText(event: unknown, path: readonly string[]): string | undefined {
  const value = ownPath(event, path)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}
