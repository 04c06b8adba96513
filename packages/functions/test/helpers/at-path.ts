/** The value at a dotted path of an event, as hosts look it up. */
export function atPath(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (one, key) =>
        typeof one === 'object' && one !== null ? (one as Readonly<Record<string, unknown>>)[key] : undefined,
      value,
    )
}
