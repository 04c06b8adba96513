import { wrapIndented } from './terminal/text-width.js'

/** Lines for a shell, with words around them. */
export interface Recipe {
  /** What the lines do, ending in a colon. */
  readonly title: string
  readonly lines: readonly string[]
  /** What else is needed, a sentence each. */
  readonly notes: readonly string[]
}

/** Renders a recipe. Its lines stay whole, however narrow the terminal is, so that they can be copied. */
export function renderRecipe({ title, lines, notes }: Recipe, columns: number): string[] {
  return [
    ...wrapIndented(title, 0, columns),
    ...lines.map((line) => `  ${line}`),
    ...notes.flatMap((note) => wrapIndented(note, 0, columns)),
  ]
}
