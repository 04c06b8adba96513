import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { errorCode, UnreadableInputError } from '../errors.js'
import { functionKinds, type FunctionKind, type FunctionRelease } from './function-kind.js'

const home = '@experiment-impressions/functions'

/** Finds a file by the name that a program would import it by. @throws {unknown} if there is none */
type Resolve = (name: string) => string

/**
 * Reads a function's code and settings as `@experiment-impressions/functions` has built them.
 * @throws {UnreadableInputError} if the package isn't installed, or isn't built
 */
export async function loadFunction(
  kind: FunctionKind,
  resolve: Resolve = createRequire(import.meta.url).resolve,
): Promise<FunctionRelease> {
  const name = `${home}/${functionKinds[kind].file}`
  try {
    const [code, manifest] = await Promise.all(
      ['js', 'json'].map((ending) => readFile(resolve(`${name}.${ending}`), 'utf8')),
    )
    const { settings } = JSON.parse(manifest as string) as Pick<FunctionRelease, 'settings'>
    if (!Array.isArray(settings)) throw new TypeError('There are no settings.')
    return { code: code as string, settings }
  } catch (error) {
    throw new UnreadableInputError(
      `${name}.js can’t be read (${errorCode(error) ?? 'its settings are broken'}). Install ${home} in the version of this command; in its repository, npm run build makes it.`,
    )
  }
}
