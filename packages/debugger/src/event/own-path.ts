/** What stands at a path of an event, by own properties alone; `undefined` where there is nothing. */
export function ownPath(event: unknown, path: readonly string[]): unknown {
  let value = event
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Readonly<Record<string, unknown>>)[key]
  }
  return value
}

/** Whether a value counts as given: not absent, not null, not empty. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== ''
}

/** A text or number at a path as text; `undefined` where there is nothing that can be read as one. */
export function ownText(event: unknown, path: readonly string[]): string | undefined {
  const value = ownPath(event, path)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}
