/**
 * Most layers of JSON that a tool should accept. Well above the 40 layers of event properties that Amplitude accepts, and
 * well below the depth at which recursive functions such as `JSON.stringify` run out of stack.
 */
export const maxJsonLayers = 100

/**
 * Whether a JSON value nests more than `maxJsonLayers` objects and arrays; text and numbers don't count as a layer. Check a
 * whole body before anything else reads it. The function walks layer by layer, so no value is too deep for it, and it stops
 * at the limit: an object that contains itself is too deep.
 */
export function isTooDeep(value: unknown): boolean {
  // A set, so an object that appears many times in one layer counts once.
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
