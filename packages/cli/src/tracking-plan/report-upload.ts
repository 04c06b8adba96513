import type { Context } from '../command.js'
import type { ShownRequest } from '../segment-api/show-requests.js'
import { renderRequests } from '../segment-api/show-requests.js'
import { listOf } from '../terminal/format.js'
import { safeJson } from '../terminal/safe-json.js'
import { columnsOf, wrapIndented } from '../terminal/text-width.js'

interface UploadReport {
  readonly trackingPlan: string
  /** The events of the rules. */
  readonly keys: readonly string[]
  /** The requests of a dry run. */
  readonly requests: readonly ShownRequest[]
  readonly isDryRun: boolean
  readonly asJson: boolean
  /** The failure in words. */
  readonly error: string | undefined
}

/** Prints the result: the uploaded rules, the requests of a dry run, or the failure. */
export async function reportUpload(report: UploadReport, { io, style }: Context): Promise<void> {
  const { trackingPlan, keys, requests, isDryRun, asJson, error } = report
  const columns = columnsOf(io)
  if (asJson) {
    const isUploaded = !isDryRun && error === undefined
    const data = { trackingPlan, isUploaded, rules: keys, requests, error: error ?? null }
    await io.stdout(`${safeJson(data, 2)}\n`)
  } else if (error !== undefined) io.stderr(`impressions tracking-plan: ${error}\n`)
  else {
    const lines = isDryRun
      ? [
          ...renderRequests(requests, { columns, style }),
          'Dry run: nothing was changed. 1 request would be sent.',
        ]
      : [
          ...wrapIndented(`The rules for ${listOf(keys)} are in ${trackingPlan}.`, 0, columns).map(
            style.good,
          ),
          ...wrapIndented(
            'The plan’s other rules are unchanged. Connect your source to the plan, if it isn’t yet: Segment doesn’t check events of other sources.',
            0,
            columns,
          ),
        ]
    await io.stdout(`${lines.join('\n')}\n`)
  }
}
