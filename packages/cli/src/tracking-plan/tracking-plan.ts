import { preTransformationJsonSchema } from '@experiment-impressions/contract'
import type { Command } from '../command.js'
import { UsageError } from '../errors.js'
import { exitCode } from '../exit-code.js'
import { parseArguments } from '../parse-arguments.js'
import { publicApiUrl } from '../segment-api/public-api-url.js'
import { listOf } from '../terminal/format.js'
import { safeJson } from '../terminal/safe-json.js'
import { help } from './help.js'
import { trackingPlanRules } from './rules.js'
import { toCsv } from './to-csv.js'
import { parseTrackingPlanId, uploadRules } from './upload.js'

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
    const { values } = parseArguments(args, help.options)
    const { upload, region, json } = values
    const format = parseFormat(values.format ?? help.options.format.default)
    if (upload === undefined) {
      for (const option of ['region', 'dry-run', 'segment-api-url'] as const)
        if (values[option] !== undefined && values[option] !== false)
          throw new UsageError(
            `--${option} works only with --upload. Add --upload and the id of a tracking plan, tp_….`,
          )
      if (json && format === 'csv')
        throw new UsageError('--json and --format csv can’t be combined. Leave one out.')
      await context.io.stdout(formats[format]())
      return exitCode.fine
    }
    if (values.format !== undefined && format !== 'protocols')
      throw new UsageError('--upload always sends the protocols format. Leave --format out.')
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
  throw new UsageError(`--format must be ${listOf(Object.keys(formats), 'or')}.`)
}
