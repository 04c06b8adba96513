/** Keys of credentials. */
const secretKey = /^(?:(?:api|secret|write)[_-]?key|authorization)$/i

/** Replaces a secret. */
const hiddenValue = '(hidden)'

const deepest = 60

/** Returns a copy without secrets; the value itself if it has none. */
export function hideSecrets(value: unknown, layers = deepest): unknown {
  if (typeof value !== 'object' || value === null || layers === 0) return value
  if (!holdsSecret(value, layers)) return value
  if (Array.isArray(value)) return value.map((item) => hideSecrets(item, layers - 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      secretKey.test(key) ? hiddenValue : hideSecrets(item, layers - 1),
    ]),
  )
}

function holdsSecret(value: object, layers: number): boolean {
  for (const key in value) {
    if (!Object.hasOwn(value, key)) continue
    if (secretKey.test(key)) return true
    const item = (value as Readonly<Record<string, unknown>>)[key]
    if (typeof item === 'object' && item !== null && layers > 1 && holdsSecret(item, layers - 1)) return true
  }
  return false
}
