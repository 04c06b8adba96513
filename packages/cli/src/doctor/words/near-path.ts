import { didYouMean } from '../../did-you-mean.js'

/**
 * Whether a path reads a name beside the right one that was probably meant for it: `$.properties.variation`,
 * `$.properties.Variant` and `$.properties.variant_id` for `$.properties.variant`.
 */
export function isNearPath(mapped: string | undefined, right: string): boolean {
  const [given, meant] = [splitPath(mapped ?? ''), splitPath(right)]
  if (given.parent !== meant.parent || given.name.length < 3) return false
  const [a, b] = [given.name, meant.name]
  return a.includes(b) || b.includes(a) || stem(a) === stem(b) || didYouMean(a, [b]) !== undefined
}

/** The last name of a path in lower case, with letters and digits only, and what stands before it. */
function splitPath(path: string): { readonly parent: string; readonly name: string } {
  const dot = path.lastIndexOf('.')
  const name = path.slice(dot + 1).toLowerCase()
  return { parent: path.slice(0, Math.max(dot, 0)), name: name.replace(/[^a-z0-9]/g, '') }
}

/** Its first five letters: `varia`. */
function stem(name: string): string {
  return name.slice(0, 5)
}
