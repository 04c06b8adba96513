import type { Recipe } from '../../recipe.js'
import { publicApiUrl } from '../../segment-api/public-api-url.js'
import { listOf } from '../../terminal/format.js'

/** What doctor reads from Segment. */
export type Fetched = 'settings' | 'subscriptions'

/**
 * How to fetch files for doctor from Segment’s Public API. The subscriptions’ endpoint is in alpha and accepts no other type.
 * Sources: docs.segmentapis.com, “Destinations”; public-api-sdk-go, docs/DestinationsAPI.md; Segment docs, “Roles”.
 */
export function fetchRecipe(wanted: readonly Fetched[]): Recipe {
  return {
    title: `Fetch ${listOf(wanted.map((one) => files[one]))} from Segment’s Public API:`,
    lines: wanted.flatMap((one) => commands[one]),
    notes: [
      'SEGMENT_API_TOKEN: a Public API token with the role Source Read-only, Source Admin or Workspace Owner.',
      'ID: the 24 characters (0–9, a–f) in the address of the destination’s page in Segment’s app.',
      `Workspaces in the EU: ${publicApiUrl('europe', undefined)}`,
      ...(wanted.includes('settings')
        ? ['Keys: masked in the file. AMPLITUDE_API_KEY and AMPLITUDE_SECRET_KEY override it.']
        : []),
    ],
  }
}

const files: Readonly<Record<Fetched, string>> = { settings: 'settings.json', subscriptions: 'subs.json' }

/** The shell's own `printf` keeps the token out of the arguments of `curl`, which other users of the machine can see. */
const authorized = `printf 'Authorization: Bearer %s' "$SEGMENT_API_TOKEN" | curl -sSH @- \\`
const destination = `${publicApiUrl(undefined, undefined)}/destinations/$ID`

const commands: Readonly<Record<Fetched, readonly string[]>> = {
  settings: [authorized, `  ${destination} > ${files.settings}`],
  subscriptions: [
    authorized,
    '  -H "Accept: application/vnd.segment.v1alpha+json" \\',
    `  ${destination}/subscriptions > ${files.subscriptions}`,
  ],
}
