import type { Context } from '../command.js'
import { describeRequest } from '../segment-api/describe-request.js'
import { renderRequests } from '../segment-api/render-requests.js'
import type { Session } from '../segment-api/session.js'
import { safeJson } from '../terminal/safe-json.js'
import { columnsOf, wrapIndented } from '../terminal/text-width.js'
import type { FunctionKind, FunctionRelease } from './function-kind.js'
import { nextSteps } from './next-steps.js'
import type { Progress } from './progress.js'
import { renderProgress, renderSteps } from './render-deployment.js'
import { shortenCode } from './shorten-code.js'

interface Deployment {
  readonly kind: FunctionKind
  readonly baseUrl: string
  readonly isDryRun: boolean
  readonly hasToken: boolean
  readonly asJson: boolean
  readonly release: FunctionRelease
  readonly progress: Progress
  readonly session: Session
  /** What went wrong, in words. */
  readonly error: string | undefined
}

/** Prints what was done, or what a dry run would do, what is left to do, and what went wrong. */
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
  const again = progress.function === undefined ? '' : ' Run the same command again: it goes on from here.'
  io.stderr(`impressions deploy: ${error}${again}\n`)
}

function headingOf({ function: deployed }: Progress): string {
  return deployed?.action === 'created' || deployed?.isDeployed === false
    ? 'What is left to do'
    : 'To look at'
}

function summaryOfDryRun({ session, hasToken }: Deployment): string {
  if (!hasToken)
    return 'Dry run: nothing was sent. Without SEGMENT_API_TOKEN nobody knows whether the function is there; these requests would create it.'
  const writing = session.requests.filter(({ isSent }) => !isSent).length
  if (writing === 0) return 'Dry run: there is nothing to change.'
  return `Dry run: nothing was changed. ${String(writing)} ${writing === 1 ? 'request' : 'requests'} would be sent.`
}
