import type { JsonSchema } from '@experiment-impressions/contract'
import type { TrackingPlanRule } from './rules.js'

/**
 * The columns of plans that Segment exports and imports. Its docs name only some of them (“The Protocols Tracking Plan”,
 * “Upload a Tracking Plan”); the others come from public exporters.
 */
const columns = [
  'Version',
  'Event Type',
  'Event Name',
  'Property Name',
  'Source',
  'Description',
  'Labels',
  'Property Status',
  'Property Data Type',
  'Allowed Property Values',
  'Enum Values',
] as const

type Row = Partial<Record<(typeof columns)[number], string>>

/**
 * Writes the rules as CSV (RFC 4180, with line feeds): a row for each event and each of its properties. CSV allows one type for
 * a property; ours accept several, so the type is `any`.
 */
export function toCsv(rules: readonly TrackingPlanRule[]): string {
  const rows = rules.flatMap((rule) => [eventRow(rule), ...propertyRows(rule)])
  const cells = rows.map((row) => columns.map((column) => row[column] ?? ''))
  return [columns, ...cells].map((line) => `${line.map(quote).join(',')}\n`).join('')
}

function eventRow({ key, version, jsonSchema }: TrackingPlanRule): Row {
  return {
    Version: String(version),
    'Event Type': 'Track',
    'Event Name': key,
    Description: jsonSchema['description'] as string,
  }
}

function propertyRows({ key, version, jsonSchema }: TrackingPlanRule): Row[] {
  const { properties } = (jsonSchema['properties'] as { properties: JsonSchema }).properties as {
    properties: Readonly<Record<string, { description: string }>>
  }
  const { required } = (jsonSchema['properties'] as { properties: { required: readonly string[] } })
    .properties
  return Object.entries(properties).map(([name, { description }]) => ({
    Version: String(version),
    'Event Type': 'Track',
    'Event Name': key,
    'Property Name': name,
    Description: description,
    'Property Status': required.includes(name) ? 'Required' : 'Optional',
    'Property Data Type': 'any',
  }))
}

function quote(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
