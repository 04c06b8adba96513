import { escapeText } from '@experiment-impressions/contract'
import { kindOf, parseJson } from '@experiment-impressions/contract/json'
import { didYouMean } from '@experiment-impressions/inspection'
import { UsageError } from '../errors.js'
import { listOf } from '../terminal/format.js'
import type { FunctionSetting } from '../function-release.js'

/**
 * Reads `--setting name=value` options.
 * @throws {UsageError} naming a setting that doesn't exist, is secret, or has a value of the wrong type
 */
export function readInstanceSettings(
  given: readonly string[],
  settings: readonly FunctionSetting[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(given.map((each) => readSetting(each, settings)))
}

function readSetting(given: string, settings: readonly FunctionSetting[]): [string, unknown] {
  const at = given.indexOf('=')
  const name = at === -1 ? given : given.slice(0, at)
  const setting = settings.find((each) => each.name === name)
  if (setting === undefined) throw new UsageError(explainUnknown(name, settings))
  if (at === -1) throw new UsageError(`--setting ${name} needs a value: --setting ${name}=…`)
  if (setting.sensitive)
    throw new UsageError(
      `--setting can’t set ${name}: it’s a secret, and other users of this machine can see arguments. Enter it in Segment.`,
    )
  return [name, readValue(given.slice(at + 1), setting)]
}

function readValue(text: string, { name, type }: FunctionSetting): unknown {
  if (type === 'STRING') return text
  const value = parseJson(text)
  const { kind, expected } = jsonTypes[type]
  if (kindOf(value) === kind) return value
  throw new UsageError(`--setting ${name} must be ${expected}.`)
}

const jsonTypes = {
  BOOLEAN: { kind: 'boolean', expected: 'true or false' },
  ARRAY: { kind: 'array', expected: 'a JSON array, such as ["a", "b"]' },
  TEXT_MAP: { kind: 'object', expected: 'a JSON object, such as {"a": "b"}' },
} as const

function explainUnknown(name: string, settings: readonly FunctionSetting[]): string {
  const shown = escapeText(name.slice(0, 100))
  const names = settings.map((each) => each.name)
  if (names.length === 0) return `The function has no setting “${shown}”. It has no settings at all.`
  const meant = didYouMean(name, names)
  return `The function has no setting “${shown}”.${meant === undefined ? '' : ` Did you mean ${meant}?`} Its settings are ${listOf(names)}.`
}
