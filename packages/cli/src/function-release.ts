import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { errorCode, UnreadableInputError } from './errors.js'

/** The functions that can be deployed: one delivers to Amplitude, the other runs before Segment's own destination. */
export type FunctionKind = 'destination' | 'insert'

/** A setting of a function, as in the Public API (`FunctionSettingV1` of Segment's SDK 47.0.0). */
export interface FunctionSetting {
  readonly name: string
  readonly label: string
  readonly description: string
  readonly type: 'STRING' | 'BOOLEAN' | 'ARRAY' | 'TEXT_MAP'
  readonly required: boolean
  readonly sensitive: boolean
}

/** A function to deploy: its code, whose first line is a banner, and the settings that the code reads. */
export interface FunctionRelease {
  readonly code: string
  readonly settings: readonly FunctionSetting[]
}

interface KindWords {
  /** `resourceType` of the Public API. */
  readonly resourceType: 'DESTINATION' | 'INSERT_DESTINATION'
  /** The files of `@experiment-impressions/functions`, without extension. */
  readonly file: string
  /** The kind's name in messages. */
  readonly title: string
  /** The first sentence of the description in Segment. */
  readonly purpose: string
}

export const functionKinds: Readonly<Record<FunctionKind, KindWords>> = {
  destination: {
    resourceType: 'DESTINATION',
    file: 'segment-destination-function',
    title: 'destination function',
    purpose: 'Sends experiment impressions to Amplitude.',
  },
  insert: {
    resourceType: 'INSERT_DESTINATION',
    file: 'segment-destination-insert-function',
    title: 'destination insert function',
    purpose: 'Prepares experiment impressions for Segment’s Amplitude destination.',
  },
}

const home = '@experiment-impressions/functions'

/** Finds a file by its import name. @throws {unknown} if it doesn't exist */
type Resolve = (name: string) => string

/**
 * Reads a function's code and settings as built by `@experiment-impressions/functions`.
 * @throws {UnreadableInputError} if the package isn't installed, or isn't built
 */
export async function loadFunction(
  kind: FunctionKind,
  resolve: Resolve = createRequire(import.meta.url).resolve,
): Promise<FunctionRelease> {
  const name = `${home}/${functionKinds[kind].file}`
  try {
    const [code, manifest] = await Promise.all(
      ['js', 'json'].map((extension) => readFile(resolve(`${name}.${extension}`), 'utf8')),
    )
    const { settings } = JSON.parse(manifest as string) as Pick<FunctionRelease, 'settings'>
    if (!Array.isArray(settings)) throw new TypeError('The file has no settings.')
    return { code: code as string, settings }
  } catch (error) {
    throw new UnreadableInputError(
      `${name}.js can’t be read (${errorCode(error) ?? 'its settings are broken'}). Install the version of ${home} that matches this command. In a clone, run npm run build.`,
    )
  }
}
