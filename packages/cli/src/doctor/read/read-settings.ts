import { stat } from 'node:fs/promises'
import { kindOf, ownPath } from '@experiment-impressions/contract/json'
import { UnreadableInputError } from '../../errors.js'
import { nameOf, readJsonFile } from '../../input/read-json-file.js'
import type { Io } from '../../io.js'

/** The environment variable that a key may come from, so that nobody has to write it into a file. */
export const keyVariables: ReadonlyMap<string, string> = new Map([
  ['apiKey', 'AMPLITUDE_API_KEY'],
  ['secretKey', 'AMPLITUDE_SECRET_KEY'],
])

/** The destination's settings as they were given. */
export interface GivenSettings {
  /** `undefined` where there is no file. */
  readonly file: string | undefined
  readonly values: Readonly<Record<string, unknown>>
  /** Settings that the environment gave. It goes before the file. */
  readonly fromEnvironment: ReadonlySet<string>
  /** Whether the file holds a key and may be read by other users of this machine. */
  readonly isReadableByOthers: boolean
}

/**
 * Reads the settings: a flat object, or an answer of Segment's Public API that has them in `data.destination.settings`.
 * @throws {UnreadableInputError} where they cannot be read
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
  const holdsKey = [...keyVariables.keys()].some((setting) => Object.hasOwn(fromFile, setting))
  return {
    file: path,
    values: { ...fromFile, ...Object.fromEntries(fromEnvironment) },
    fromEnvironment: new Set(fromEnvironment.map(([setting]) => setting)),
    isReadableByOthers: holdsKey && path !== undefined && (await mayOthersRead(path)),
  }
}

const wrappers = [['data', 'destination', 'settings'], ['destination', 'settings'], ['settings']]

function unwrap(value: unknown, name: string): Readonly<Record<string, unknown>> {
  const wrapped = wrappers.map((path) => ownPath(value, path)).find((one) => one !== undefined)
  const settings = wrapped ?? value
  if (kindOf(settings) === 'object') return settings as Readonly<Record<string, unknown>>
  throw new UnreadableInputError(
    `${name} holds no settings; expected an object such as { "endpoint": "north_america" }.`,
  )
}

/** Windows has other means, which a mode does not tell of. */
async function mayOthersRead(path: string): Promise<boolean> {
  if (path === '-' || process.platform === 'win32') return false
  const { mode } = await stat(path)
  return (mode & 0o044) !== 0
}
