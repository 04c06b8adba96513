import type { Help } from '../help.js'
import { defaultRegion } from '../region.js'

export const help = {
  about: [
    'Prints Segment’s tracking plan (Protocols) for $impression and $exposure, or uploads it. Events that violate the plan are those that `impressions inspect` reports as errors.',
  ],
  usage: ['tracking-plan [--format <format>]', 'tracking-plan --upload <tp_…> [--region europe] [--dry-run]'],
  options: {
    format: {
      value: '<format>',
      text: 'The output format. `protocols`: `{ "rules": [ … ] }` for Segment’s Public API. `csv`: for a new plan in Segment’s app, with less detail. `json-schema`: one draft-07 schema of the whole event, for other validators.',
      default: 'protocols',
    },
    upload: {
      value: '<tp_…>',
      text: 'Adds the two rules to this plan, or replaces them. Its other rules stay.',
    },
    region: { value: '<north_america|europe>', text: 'The region of the workspace.', default: defaultRegion },
    'dry-run': { text: 'Shows the request of `--upload`, but sends nothing. Needs no token.' },
    'segment-api-url': { value: '<url>', text: 'Uses a server on this machine instead of Segment.' },
    json: {
      text: 'Prints the result of `--upload` as `{ "trackingPlan", "isUploaded", "rules", "requests", "error" }`. `requests` is what a dry run shows.',
    },
  },
  environment: {
    SEGMENT_API_TOKEN: {
      text: 'For `--upload`: a Public API token with the role Tracking Plan Admin, or Workspace Owner. A Workspace Owner creates it in Settings > Workspace settings > Access Management > Tokens. Never printed.',
    },
  },
  examples: [
    'impressions tracking-plan > plan.json',
    "impressions tracking-plan | jq '.rules[0].jsonSchema'",
    'impressions tracking-plan --format csv > plan.csv',
    'impressions tracking-plan --upload tp_2rFi56u1W4f8fcPxJ92padMtVPj --dry-run',
  ],
  exitCodes:
    '0 fine, 1 Segment refused or didn’t answer, 2 wrong usage, 130 stopped early. After a failure, run it again.',
} as const satisfies Help
