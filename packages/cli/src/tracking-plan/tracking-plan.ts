import { preTransformationJsonSchema } from '@experiment-impressions/contract'
import type { Command } from '../command.js'
import { UsageError } from '../errors.js'
import { exitCode } from '../exit-code.js'
import { parseArguments } from '../parse-arguments.js'
import { publicApiUrl } from '../segment-api/public-api-url.js'
import { listOf } from '../terminal/format.js'
import { safeJson } from '../terminal/safe-json.js'
import { trackingPlanRules } from './rules.js'
import { toCsv } from './to-csv.js'
import { parseTrackingPlanId, uploadRules } from './upload.js'

const help = `Prints Segment’s tracking plan (Protocols) for $impression and $exposure, or
uploads it. An event that violates the plan is one that inspect calls an error.

Usage: impressions tracking-plan [--format <format>]
       impressions tracking-plan --upload <tp_…> [--region eu] [--dry-run]

Options:
  --format <format>   protocols (default): { "rules": [ … ] }, as Segment’s
                      Public API takes it. csv: for a new plan in Segment’s
                      app; says less. json-schema: one draft-07 schema of the
                      whole event, for any other validator.
  --upload <tp_…>     Adds the two rules to this plan, or replaces them. Other
                      rules of the plan stay.
  --region <us|eu>    Where the workspace is. Default: us.
  --dry-run           Shows the request of --upload and sends nothing.
  --segment-api-url <url>
                      Asks a server on this machine instead of Segment.
  --json              Prints what came of --upload as { "trackingPlan",
                      "isUploaded", "rules", "requests", "error" }.
  --help              Shows this.

Environment:
  SEGMENT_API_TOKEN   A token of the Public API, which a Workspace Owner creates
                      in Settings > Workspace settings > Access Management >
                      Tokens. Role: Tracking Plan Admin, or Workspace Owner.
                      For --upload. Never printed.

Examples:
  impressions tracking-plan > plan.json
  impressions tracking-plan | jq '.rules[0].jsonSchema'
  impressions tracking-plan --format csv > plan.csv
  impressions tracking-plan --upload tp_2rFi56u1W4f8fcPxJ92padMtVPj --dry-run

Exit code: 0 fine, 1 Segment refused or gave no answer, 2 bad usage, 130 stopped
before it was done. After a failure, run it again.
`

const formats = {
  protocols: () => `${safeJson({ rules: trackingPlanRules() }, 2)}\n`,
  csv: () => toCsv(trackingPlanRules()),
  'json-schema': () => `${safeJson(preTransformationJsonSchema(), 2)}\n`,
} as const

type Format = keyof typeof formats

export const trackingPlanCommand: Command = {
  name: 'tracking-plan',
  summary: 'Prints or uploads Segment’s tracking plan for impressions.',
  help,
  async run(args, context) {
    const { values } = parseArguments(args, {
      format: { type: 'string' },
      upload: { type: 'string' },
      region: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      'segment-api-url': { type: 'string' },
      json: { type: 'boolean', default: false },
    })
    const { upload, region, json } = values
    const format = parseFormat(values.format ?? 'protocols')
    if (upload === undefined) {
      for (const option of ['region', 'dry-run', 'segment-api-url'] as const)
        if (values[option] !== undefined && values[option] !== false)
          throw new UsageError(`--${option} goes with --upload. Give the id of a tracking plan, tp_….`)
      if (json && format === 'csv')
        throw new UsageError('--json and --format csv contradict each other. Leave one of them out.')
      await context.io.stdout(formats[format]())
      return exitCode.fine
    }
    if (values.format !== undefined && format !== 'protocols')
      throw new UsageError('--upload always sends the rules as Protocols takes them. Leave --format out.')
    const choices = {
      trackingPlan: parseTrackingPlanId(upload),
      baseUrl: publicApiUrl(region, values['segment-api-url']),
      rules: trackingPlanRules(),
      isDryRun: values['dry-run'],
      asJson: json,
    }
    return uploadRules(choices, context)
  },
}

function parseFormat(text: string): Format {
  if (Object.hasOwn(formats, text)) return text as Format
  throw new UsageError(`--format isn’t one of the formats. Use ${listOf(Object.keys(formats), 'or')}.`)
}
