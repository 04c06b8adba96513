/**
 * Most layers of JSON that a tool should take in: well above the 40 that Amplitude takes of an event's properties, and
 * well below where functions that call themselves, such as `JSON.stringify`, run out of stack.
 */
export const maxJsonLayers = 100

/**
 * Whether a JSON value has more than `maxJsonLayers` objects and arrays inside one another; text and numbers are no layer.
 * A door check for a whole body, before anything else looks at it. Works through one layer after another, so no value is
 * too deep for it, and reads none past the limit: an object that contains itself is too deep.
 */
export function isTooDeep(value: unknown): boolean {
  // A set, so that an object that is held many times in one layer counts once.
  let layer = new Set(isHolder(value) ? [value] : [])
  for (let layers = 0; layer.size > 0; layers += 1) {
    if (layers === maxJsonLayers) return true
    const next = new Set<object>()
    for (const holder of layer) for (const held of Object.values(holder)) if (isHolder(held)) next.add(held)
    layer = next
  }
  return false
}

function isHolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
