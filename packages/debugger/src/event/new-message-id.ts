/** A message id that no event has. */
export function newMessageId(): string {
  // Missing on pages that are neither on https nor on this machine.
  const { randomUUID: hasRandomUuid } = crypto as { readonly randomUUID?: unknown }
  if (hasRandomUuid !== undefined) return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
