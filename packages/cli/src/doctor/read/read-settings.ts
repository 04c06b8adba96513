import { stat } from 'node:fs/promises'
import { UnreadableInputError } from '../../errors.js'
import { nameOf, readJsonFile } from '../../input/read-json-file.js'
import type { Io } from '../../io.js'
import { explainOtherContent } from './explain-other-content.js'
import { findSettings, type FoundSettings } from './find-settings.js'
import { isMaskedKey } from './masked-key.js'

/** The environment variable for each key, so nobody has to put a key into a file. */
export const keyVariables: ReadonlyMap<string, string> = new Map([
  ['apiKey', 'AMPLITUDE_API_KEY'],
  ['secretKey', 'AMPLITUDE_SECRET_KEY'],
])

/** The destination's settings, from a file and the environment. */
export interface GivenSettings {
  /** `undefined` if there is no file. */
  readonly file: string | undefined
  readonly values: Readonly<Record<string, unknown>>
  /** Settings from the environment, which overrides the file. */
  readonly fromEnvironment: ReadonlySet<string>
  /** What the file contains; `undefined` if there is no file. */
  readonly found: Extract<FoundSettings, { readonly kind: 'settings' | 'foreign' }> | undefined
  /** Whether the file contains a key and other users of this machine can read it. */
  readonly isReadableByOthers: boolean
}

/**
 * Reads the settings from a file and the environment.
 * @throws {UnreadableInputError} if the file can't be read, or contains no settings or those of several destinations
 */
export async function readSettings(
  path: string | undefined,
  io: Pick<Io, 'stdin' | 'signal' | 'env'>,
): Promise<GivenSettings> {
  const found = path === undefined ? undefined : find(await readJsonFile(path, io), nameOf(path))
  const fromFile = found?.kind === 'settings' ? found.values : {}
  const fromEnvironment = [...keyVariables].flatMap(([setting, variable]) => {
    const value = io.env[variable]
    return value === undefined || value === '' ? [] : [[setting, value] as const]
  })
  const hasKey = [...keyVariables.keys()].some(
    (setting) => Object.hasOwn(fromFile, setting) && !isMaskedKey(fromFile[setting]),
  )
  return {
    file: path,
    values: { ...fromFile, ...Object.fromEntries(fromEnvironment) },
    fromEnvironment: new Set(fromEnvironment.map(([setting]) => setting)),
    found,
    isReadableByOthers: hasKey && path !== undefined && (await canOthersRead(path)),
  }
}

function find(value: unknown, name: string): NonNullable<GivenSettings['found']> {
  const other = explainOtherContent(value, 'settings')
  if (other !== undefined) throw new UnreadableInputError(`${name} ${other}`)
  const found = findSettings(value)
  if (found.kind === 'settings' || found.kind === 'foreign') return found
  throw new UnreadableInputError(
    found.kind === 'several'
      ? `${name} contains ${String(found.count)} destinations of this kind. Fetch the one to check with GET /destinations/{id}.`
      : `${name} contains no settings; expected an object such as { "endpoint": "north_america" }.`,
  )
}

/** On Windows a file's mode doesn't tell. */
async function canOthersRead(path: string): Promise<boolean> {
  if (path === '-' || process.platform === 'win32') return false
  const { mode } = await stat(path)
  return (mode & 0o044) !== 0
}
