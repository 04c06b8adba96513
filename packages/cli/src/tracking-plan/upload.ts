import type { Context } from '../command.js'
import { UsageError } from '../errors.js'
import { exitCode } from '../exit-code.js'
import { describeFailure } from '../segment-api/describe-failure.js'
import { readSegmentToken, tokenMissing } from '../segment-api/read-segment-token.js'
import type { SegmentRequest } from '../segment-api/segment-request.js'
import { openSession } from '../segment-api/session.js'
import { describeRequest } from '../segment-api/show-requests.js'
import { reportUpload } from './report-upload.js'
import type { TrackingPlanRule } from './rules.js'

interface Upload {
  readonly trackingPlan: string
  readonly baseUrl: string
  readonly rules: readonly TrackingPlanRule[]
  readonly isDryRun: boolean
  readonly asJson: boolean
}

/**
 * Checks the id of a tracking plan, such as `tp_2rFi56u1W4f8fcPxJ92padMtVPj`.
 * @throws {UsageError} if it isn't one
 */
export function parseTrackingPlanId(text: string): string {
  if (/^rs_\w+$/.test(text))
    throw new UsageError(
      '--upload got an id of Segment’s old Config API (rs_…). Use the plan’s other id, which starts with tp_: it’s beside “Tracking Plan ID” on the plan’s page.',
    )
  if (!/^tp_\w{1,100}$/.test(text))
    throw new UsageError(
      '--upload needs the id of a tracking plan, which starts with tp_. Find it on the plan’s page in Segment.',
    )
  return text
}

/**
 * Adds the rules to the plan, or replaces those of the same events, and leaves its other rules alone. A dry run only shows
 * the request, and needs no token.
 * @throws {UsageError} if there is no token
 */
export async function uploadRules(upload: Upload, context: Context): Promise<number> {
  const { trackingPlan, baseUrl, rules, isDryRun, asJson } = upload
  const token = isDryRun ? undefined : readSegmentToken(context.io.env)
  if (token === undefined && !isDryRun) throw new UsageError(tokenMissing)
  const session = openSession({ baseUrl, token, isDryRun, asJson }, context)
  const error = await describeFailure(() => session.write(requestOf(upload)), {
    signal: context.io.signal,
    role: 'Tracking Plan Admin',
    feature: 'the Protocols add-on',
    subject: `${trackingPlan}, which is on the plan’s page in Segment,`,
  })
  await reportUpload(
    {
      trackingPlan,
      keys: rules.map(({ key }) => key),
      requests: isDryRun ? session.requests.map((each) => describeRequest(each, baseUrl)) : [],
      isDryRun,
      asJson,
      error,
    },
    context,
  )
  return error === undefined ? exitCode.fine : exitCode.findings
}

/** `PATCH` adds or replaces up to 200 rules; `PUT` would delete all others in the plan. */
function requestOf({ trackingPlan, rules }: Upload): SegmentRequest {
  return {
    method: 'PATCH',
    path: `/tracking-plans/${encodeURIComponent(trackingPlan)}/rules`,
    body: { rules },
  }
}
