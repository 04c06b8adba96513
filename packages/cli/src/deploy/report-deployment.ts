import { escapeText } from '@experiment-impressions/contract'
import { countOf } from '@experiment-impressions/inspection'
import type { Context } from '../command.js'
import type { Session } from '../segment-api/session.js'
import { describeRequest, renderRequests } from '../segment-api/show-requests.js'
import { safeJson } from '../terminal/safe-json.js'
import type { Style } from '../terminal/style.js'
import { columnsOf, wrapIndented } from '../terminal/text-width.js'
import type { FunctionKind, FunctionRelease } from '../function-release.js'
import { nextSteps } from './next-steps.js'
import type { ConnectedInstance, DeployedFunction, Progress } from './progress.js'
import { shortenCode } from './redact-code.js'

interface Deployment {
  readonly kind: FunctionKind
  readonly baseUrl: string
  readonly isDryRun: boolean
  readonly hasToken: boolean
  readonly asJson: boolean
  readonly release: FunctionRelease
  readonly progress: Progress
  readonly session: Session
  /** The failure in words, if the deployment failed. */
  readonly error: string | undefined
}

/** Prints what the command did, or would do in a dry run, the next steps, and the error. */
export async function reportDeployment(deployment: Deployment, { io, style }: Context): Promise<void> {
  const { kind, progress, session, error, isDryRun, release, asJson } = deployment
  const requests = isDryRun
    ? session.requests.map((each) => shortenCode(describeRequest(each, deployment.baseUrl)))
    : []
  const steps = nextSteps(progress, { kind, settings: release.settings })
  if (asJson) {
    const { function: deployed = null, instance = null } = progress
    const data = { function: deployed, instance, requests, nextSteps: steps, error: error ?? null }
    await io.stdout(`${safeJson(data, 2)}\n`)
  } else {
    const layout = { columns: columnsOf(io), style }
    const lines = [
      ...renderRequests(requests, layout),
      ...(isDryRun
        ? wrapIndented(summaryOfDryRun(deployment), 0, layout.columns)
        : renderProgress(progress, layout)),
      ...renderSteps(headingOf(progress), steps, layout),
    ]
    if (lines.length > 0) await io.stdout(`${lines.join('\n')}\n`)
  }
  if (error === undefined) return
  const again = progress.function === undefined ? '' : ' Run the same command again to continue from here.'
  io.stderr(`impressions deploy: ${error}${again}\n`)
}

function headingOf({ function: deployed }: Progress): string {
  return deployed?.action === 'created' || deployed?.isDeployed === false ? 'Next steps' : 'Check'
}

function summaryOfDryRun({ session, hasToken }: Deployment): string {
  if (!hasToken)
    return 'Dry run: nothing was sent. Without SEGMENT_API_TOKEN the command can’t tell whether the function exists; these requests would create it.'
  const writing = session.requests.filter(({ isSent }) => !isSent).length
  if (writing === 0) return 'Dry run: nothing needs to change.'
  return `Dry run: nothing was changed. ${countOf(writing, 'request')} would be sent.`
}

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

/** A line or two for each thing done. */
function renderProgress({ function: deployed, instance }: Progress, layout: Layout): string[] {
  return [
    ...(deployed === undefined ? [] : renderDone(deployed.action, describeFunction(deployed), layout)),
    ...(instance === undefined ? [] : renderDone(instance.action, describeInstance(instance), layout)),
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

function describeFunction({ displayName, id, version, previousVersion, action }: DeployedFunction): string[] {
  const from =
    action === 'updated' && previousVersion !== version
      ? `, previously ${previousVersion ?? 'other code'}`
      : ''
  return [displayName.slice(0, 300), `${id.slice(0, 100)}, version ${version}${from}`]
}

function describeInstance({ id, integrationId, isEnabled }: ConnectedInstance): string[] {
  return [
    `destination ${integrationId.slice(0, 100)}${isEnabled ? '' : ', but switched off'}`,
    `instance ${id.slice(0, 100)}`,
  ]
}

/** Numbered steps below a heading. */
function renderSteps(heading: string, steps: readonly string[], { columns, style }: Layout): string[] {
  const lines = steps.flatMap((step, index) => {
    const [first, ...rest] = wrapIndented(escapeText(step), 5, columns)
    return [`  ${String(index + 1)}. ${first.trimStart()}`, ...rest]
  })
  return steps.length === 0 ? [] : ['', style.title(heading), ...lines]
}
