import type { Context } from '../command.js'
import { UsageError } from '../errors.js'
import { exitCode } from '../exit-code.js'
import { askSegment, segmentContentType, type SegmentRequest } from '../segment-api/ask-segment.js'
import { explainFailure } from '../segment-api/explain-failure.js'
import { readSegmentToken, segmentTokenName } from '../segment-api/segment-api.js'
import { listOf } from '../terminal/format-list.js'
import { safeJson } from '../terminal/safe-json.js'
import { widthWithoutTerminal, wrapIndented } from '../terminal/text-width.js'
import type { TrackingPlanRule } from './rules.js'

interface Upload {
  readonly trackingPlan: string
  readonly baseUrl: string
  readonly rules: readonly TrackingPlanRule[]
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

/** Prints the request that an upload makes, without the token. */
export async function showRequest(upload: Upload, { io }: Context): Promise<number> {
  const { method, path, body } = requestOf(upload)
  const url = upload.baseUrl + path
  const headers = {
    Authorization: `Bearer <${segmentTokenName}>`,
    Accept: segmentContentType,
    'Content-Type': segmentContentType,
  }
  await io.stdout(
    upload.asJson
      ? `${safeJson({ sent: false, request: { method, url, headers, body } }, 2)}\n`
      : `Nothing is sent (--dry-run). The request is:

${method} ${url}
${Object.entries(headers)
  .map(([name, value]) => `${name}: ${value}`)
  .join('\n')}

${safeJson(body, 2)}
`,
  )
  return exitCode.fine
}

/** Adds the rules to the plan, or replaces those of the same events, and leaves its other rules as they are. */
export async function uploadRules(upload: Upload, { io, style, dependencies }: Context): Promise<number> {
  const { trackingPlan, baseUrl, rules, asJson } = upload
  const api = { baseUrl, token: readSegmentToken(io.env) }
  const { signal } = io
  const answer = await askSegment(api, requestOf(upload), { signal, deadlineMs: dependencies.deadlineMs })
  const keys = rules.map(({ key }) => key)
  const columns = Math.max(40, io.columns ?? widthWithoutTerminal)
  const paragraph = (text: string) => `${wrapIndented(text, 0, columns).join('\n')}\n`
  if (answer.kind === 'ok') {
    await io.stdout(
      asJson
        ? `${safeJson({ trackingPlan, sent: true, rules: keys })}\n`
        : paragraph(style.good(`The rules of ${listOf(keys)} are in ${trackingPlan}.`)) +
            paragraph(
              'Its other rules are as they were. Connect your source to the plan if it isn’t yet: events of other sources aren’t checked.',
            ),
    )
    return exitCode.fine
  }
  const words = explainFailure(answer, api, {
    permission:
      'Create a token with the role Workspace Owner, or Tracking Plan Admin. The workspace also needs the Protocols add-on.',
    notFound: `Check ${trackingPlan}: it stands on the plan’s page in Segment. A workspace in the EU needs --region eu, and the token must be of the plan’s workspace.`,
  })
  if (asJson) {
    const status = 'status' in answer ? answer.status : null
    await io.stdout(
      `${safeJson({ trackingPlan, sent: false, rules: keys, kind: answer.kind, status, ...words })}\n`,
    )
  } else io.stderr(paragraph(`impressions tracking-plan: ${words.reason} ${words.nextStep}`))
  return exitCode.findings
}

/** `PATCH` adds and replaces rules one by one (at most 200 a call); `PUT` would drop all others of the plan. */
function requestOf({ trackingPlan, rules }: Upload): SegmentRequest {
  return { method: 'PATCH', path: `/tracking-plans/${trackingPlan}/rules`, body: { rules } }
}
