/**
 * Layers of objects and arrays that an event may have for tools that show and store it. What is sent has far fewer (see
 * `amplitudeLimits.propertyLayers`); programs that walk or print a value layer by layer overflow their stack at some thousands.
 */
export const maxEventLayers = 500

/** Whether a JSON value has more layers of objects and arrays than so many. Itself it takes one layer at a time. */
export function isDeeperThan(value: unknown, layers: number): boolean {
  let layer: unknown[] = [value]
  for (let depth = 0; layer.length > 0; depth += 1) {
    const next: unknown[] = []
    for (const each of layer)
      if (typeof each === 'object' && each !== null) {
        if (depth === layers) return true
        for (const inner of Object.values(each)) if (typeof inner === 'object') next.push(inner)
      }
    layer = next
  }
  return false
}
