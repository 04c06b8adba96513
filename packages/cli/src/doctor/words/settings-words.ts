import { listOf } from '../../terminal/format.js'
import type { FindingParams } from '../finding-params.js'
import { kindNames, type FindingWords } from './finding-words.js'

type SettingsCode =
  | 'SETTING_MISSING'
  | 'SETTING_UNKNOWN'
  | 'SETTING_NOT_TYPE'
  | 'SETTING_NOT_CHOICE'
  | 'SETTING_OUT_OF_RANGE'
  | 'SETTINGS_FOREIGN'
  | 'KEY_MALFORMED'
  | 'KEYS_MASKED'
  | 'KEYS_EQUAL'
  | 'KEYS_READABLE_BY_OTHERS'

/** What’s wrong with the destination’s settings, or with how the keys are kept. */
export const settingsWords: FindingWords<SettingsCode> = {
  SETTING_MISSING: ({ label, variable }) => [
    `“${label}” is missing. The destination doesn’t work without it.`,
    variable === undefined
      ? 'Add it.'
      : `Set ${variable} in the environment, or add the key to the settings. You find it in Amplitude under Settings, Organization settings, Projects.`,
  ],
  SETTING_UNKNOWN: ({ meant }) => [
    'The destination has no setting of this name, so this one has no effect.',
    meant === undefined ? 'Remove it.' : `Rename it to ${meant}.`,
  ],
  SETTING_NOT_TYPE: ({ label, expected, received }) => [
    `“${label}” must be ${expected} but is ${kindNames[received]}. Segment refuses every event.`,
    `Use ${expected}.`,
  ],
  SETTING_NOT_CHOICE: ({ label, choices }) => [
    `“${label}” isn’t one of the allowed values. Segment refuses every event.`,
    `Use ${listOf(choices, 'or')}.`,
  ],
  SETTING_OUT_OF_RANGE: ({ label, expected }) => [
    `“${label}” is out of range. It must be ${expected}.`,
    'Correct it, or leave it out.',
  ],
  SETTINGS_FOREIGN: (params) => [
    describeForeign(params),
    `Open ${params.own} in Segment, and fetch its settings with the id in that page’s address.`,
  ],
  KEY_MALFORMED: ({ label }) => [
    `“${label}” contains spaces or line breaks. Amplitude’s keys never do.`,
    'Copy the key again, and nothing around it.',
  ],
  KEYS_MASKED: ({ labels, variables }) => [
    labels.length === 1
      ? `“${String(labels[0])}” isn’t a key. It’s the mask or placeholder that’s shown instead of one.`
      : `${quoted(labels)} aren’t keys. They’re the masks or placeholders that are shown instead.`,
    `Copy ${labels.length === 1 ? 'the key itself' : 'the keys themselves'} in Amplitude, from Settings, Organization settings, Projects, and set ${listOf(variables)}. The environment overrides the file.`,
  ],
  KEYS_EQUAL: () => [
    'The API key and the secret key are the same: one of them was pasted twice.',
    'Copy the other one from the same project in Amplitude.',
  ],
  KEYS_READABLE_BY_OTHERS: ({ file }) => [
    'The file contains keys, and other users of this machine can read it.',
    `Run chmod 600 ${file}, or remove the keys and set AMPLITUDE_API_KEY and AMPLITUDE_SECRET_KEY instead.`,
  ],
}

function describeForeign({ own, names, unknown, isList }: FindingParams['SETTINGS_FOREIGN']): string {
  if (isList) return `The file has no settings of ${own}, only of ${quoted(names)}.`
  if (unknown.length === 0)
    return `These are the settings of another destination, ${quoted(names)}, not of ${own}.`
  const whose = names.length === 0 ? 'another destination' : quoted(names)
  return `${own} has no ${unknown.length === 1 ? 'setting' : 'settings'} ${listOf(unknown)}. The file seems to be for ${whose}.`
}

function quoted(names: readonly string[]): string {
  return listOf(names.map((name) => `“${name}”`))
}
