import type { Context } from '../command.js'
import { UsageError } from '../errors.js'
import { exitCode } from '../exit-code.js'
import { describeRequest } from '../segment-api/describe-request.js'
import { describeSegmentError } from '../segment-api/describe-segment-error.js'
import { openSession } from '../segment-api/open-session.js'
import { readSegmentToken, tokenMissing } from '../segment-api/read-segment-token.js'
import { SegmentApiError } from '../segment-api/segment-api-error.js'
import type { SegmentRequest } from '../segment-api/segment-request.js'
import type { Session } from '../segment-api/session.js'
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
 * The id of a tracking plan, such as `tp_2rFi56u1W4f8fcPxJ92padMtVPj`.
 * @throws {UsageError} where it is none
 */
export function parseTrackingPlanId(text: string): string {
  if (/^rs_\w+$/.test(text))
    throw new UsageError(
      'The id is one of Segment’s old Config API (rs_…). The Public API has another for the same plan: choose the one that starts with tp_ beside “Tracking Plan ID” on the plan’s page.',
    )
  if (!/^tp_\w{1,100}$/.test(text))
    throw new UsageError(
      '--upload takes the id of a tracking plan, which starts with tp_. It stands on the plan’s page in Segment.',
    )
  return text
}

/**
 * Adds the rules to the plan, or replaces those of the same events, and leaves its other rules as they are; a dry run
 * shows the request, for which it needs no token.
 * @throws {UsageError} if there is no token
 */
export async function uploadRules(upload: Upload, context: Context): Promise<number> {
  const { trackingPlan, baseUrl, rules, isDryRun, asJson } = upload
  const token = isDryRun ? undefined : readSegmentToken(context.io.env)
  if (token === undefined && !isDryRun) throw new UsageError(tokenMissing)
  const session = openSession({ baseUrl, token, isDryRun, asJson }, context)
  const error = await attempt(session, upload, context)
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

/** `PATCH` adds and replaces rules one by one (at most 200 a call); `PUT` would drop all others of the plan. */
function requestOf({ trackingPlan, rules }: Upload): SegmentRequest {
  return {
    method: 'PATCH',
    path: `/tracking-plans/${encodeURIComponent(trackingPlan)}/rules`,
    body: { rules },
  }
}

/** Sends the request, and returns what went wrong in words. The user's stop goes on as it is. */
async function attempt(session: Session, upload: Upload, { io }: Context): Promise<string | undefined> {
  try {
    await session.write(requestOf(upload))
    return undefined
  } catch (error) {
    if (io.signal.aborted || !(error instanceof SegmentApiError)) throw error
    return describeSegmentError(error, {
      role: 'Tracking Plan Admin',
      feature: 'the Protocols add-on',
      subject: `${upload.trackingPlan}, which stands on the plan’s page in Segment,`,
    })
  }
}
