import { editDistance } from '@experiment-impressions/contract'

/** Finds the name that the user probably meant; `undefined` if none is similar. */
export function didYouMean(given: string, names: readonly string[]): string | undefined {
  const [nearest] = names
    .map((name) => ({ name, edits: editDistance(given.slice(0, 40), name) }))
    .filter(({ name, edits }) => edits <= Math.ceil(name.length / 3))
    .sort((a, b) => a.edits - b.edits)
  return nearest?.name
}
