import { stat } from 'node:fs/promises'
import { kindOf, ownPath } from '@experiment-impressions/contract/json'
import { UnreadableInputError } from '../../errors.js'
import { nameOf, readJsonFile } from '../../input/read-json-file.js'
import type { Io } from '../../io.js'

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
  /** Whether the file contains a key and other users of this machine can read it. */
  readonly isReadableByOthers: boolean
}

/**
 * Reads the settings: a flat object, or a response of Segment's Public API with `data.destination.settings`.
 * @throws {UnreadableInputError} if they can't be read
 */
export async function readSettings(
  path: string | undefined,
  io: Pick<Io, 'stdin' | 'signal' | 'env'>,
): Promise<GivenSettings> {
  const fromFile = path === undefined ? {} : unwrap(await readJsonFile(path, io), nameOf(path))
  const fromEnvironment = [...keyVariables].flatMap(([setting, variable]) => {
    const value = io.env[variable]
    return value === undefined || value === '' ? [] : [[setting, value] as const]
  })
  const hasKey = [...keyVariables.keys()].some((setting) => Object.hasOwn(fromFile, setting))
  return {
    file: path,
    values: { ...fromFile, ...Object.fromEntries(fromEnvironment) },
    fromEnvironment: new Set(fromEnvironment.map(([setting]) => setting)),
    isReadableByOthers: hasKey && path !== undefined && (await canOthersRead(path)),
  }
}

const wrappers = [['data', 'destination', 'settings'], ['destination', 'settings'], ['settings']]

function unwrap(value: unknown, name: string): Readonly<Record<string, unknown>> {
  const wrapped = wrappers.map((path) => ownPath(value, path)).find((one) => one !== undefined)
  const settings = wrapped ?? value
  if (kindOf(settings) === 'object') return settings as Readonly<Record<string, unknown>>
  throw new UnreadableInputError(
    `${name} contains no settings; expected an object such as { "endpoint": "north_america" }.`,
  )
}

/** On Windows a file's mode doesn't tell. */
async function canOthersRead(path: string): Promise<boolean> {
  if (path === '-' || process.platform === 'win32') return false
  const { mode } = await stat(path)
  return (mode & 0o044) !== 0
}
