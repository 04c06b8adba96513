import { escapeText } from '@experiment-impressions/contract'
import type { Style } from '../terminal/style.js'
import { wrapIndented } from '../terminal/text-width.js'
import type { ConnectedInstance, DeployedFunction, Progress } from './progress.js'

interface Layout {
  readonly columns: number
  readonly style: Style
}

const actions = {
  created: 'Created',
  updated: 'Updated',
  unchanged: 'Unchanged',
  connected: 'Connected',
} as const
const titleWidth = '✓ Unchanged  '.length

/** What was done, a line or two for each thing. */
export function renderProgress(
  { function: deployed, instance }: Progress,
  { columns, style }: Layout,
): string[] {
  return [
    ...(deployed === undefined
      ? []
      : renderDone(deployed.action, wordsOfFunction(deployed), { columns, style })),
    ...(instance === undefined
      ? []
      : renderDone(instance.action, wordsOfInstance(instance), { columns, style })),
  ]
}

function renderDone(
  action: keyof typeof actions,
  words: readonly string[],
  { columns, style }: Layout,
): string[] {
  const [first = '', ...rest] = words.flatMap((text) => wrapIndented(escapeText(text), titleWidth, columns))
  const title = `✓ ${actions[action]}`.padEnd(titleWidth).slice(1)
  return [`${style.good('✓')}${style.title(title)}${first.trimStart()}`, ...rest]
}

function wordsOfFunction({ displayName, id, version, previousVersion, action }: DeployedFunction): string[] {
  const from =
    action === 'updated' && previousVersion !== version
      ? `, before that ${previousVersion ?? 'other code'}`
      : ''
  return [displayName.slice(0, 300), `${id.slice(0, 100)}, version ${version}${from}`]
}

function wordsOfInstance({ id, integrationId, isEnabled }: ConnectedInstance): string[] {
  return [
    `with destination ${integrationId.slice(0, 100)}${isEnabled ? '' : ', but switched off'}`,
    `instance ${id.slice(0, 100)}`,
  ]
}

/** Numbered steps below a heading. */
export function renderSteps(heading: string, steps: readonly string[], { columns, style }: Layout): string[] {
  const lines = steps.flatMap((step, index) => {
    const [first, ...rest] = wrapIndented(escapeText(step), 5, columns)
    return [`  ${String(index + 1)}. ${first.trimStart()}`, ...rest]
  })
  return steps.length === 0 ? [] : ['', style.title(heading), ...lines]
}
