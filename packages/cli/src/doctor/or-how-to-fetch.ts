import { UnreadableInputError } from '../errors.js'
import { renderRecipe } from '../recipe.js'
import { fetchRecipe, type Fetched } from './words/fetch-recipe.js'

interface Reading<T> {
  readonly read: () => Promise<T>
  /** Width of the terminal. */
  readonly columns: number
}

/**
 * Reads a file, and says how to fetch it if it can't be read: it may be missing, empty or something else.
 * @throws {UnreadableInputError} with the recipe below its message
 */
export async function orHowToFetch<T>(wanted: Fetched, { read, columns }: Reading<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof UnreadableInputError)) throw error
    const lines = renderRecipe(fetchRecipe([wanted]), columns)
    throw new UnreadableInputError([error.message, '', ...lines].join('\n'), { cause: error })
  }
}
