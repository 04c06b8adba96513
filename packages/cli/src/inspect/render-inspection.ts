import {
  describeIssue,
  escapeText,
  type Issue,
  preTransformation,
  type Severity,
} from '@experiment-impressions/contract'
import { isGiven, ownPath } from '@experiment-impressions/contract/json'
import {
  compareForms,
  countOf,
  firstIssues,
  inspectedRecord,
  previewValue,
  propertySentence,
  resultOf,
  resultSentence,
  summarize,
  userPropertyOf,
  type Inspection,
} from '@experiment-impressions/inspection'
import type { Style } from '../terminal/style.js'
import { cut, wrapIndented } from '../terminal/text-width.js'
import { renderRows } from './render-rows.js'

/** Limits per event. `--json` prints everything. */
const mostRows = 100
const mostIssues = 50

interface Layout {
  /** The event's place in the input: `line 3`. */
  readonly place: string
  readonly columns: number
  readonly style: Style
}

/** Renders one event: title, both forms, its effect on the user property, and its issues. */
export function renderInspection(inspection: Inspection, { place, columns, style }: Layout): string {
  const { pre, issues } = inspection
  const name = previewValue(ownPath(pre, ['event']), columns)
  const rows = compareForms(inspection)
  const first = firstIssues(issues, mostIssues)
  return [
    style.title(cut(titleOf(pre), columns)),
    style.faint(cut(`${name} · ${place}`, columns)),
    '',
    ...renderRows(rows.slice(0, mostRows), { columns, style }),
    ...more(rows.length - mostRows, 'property', 'properties'),
    '',
    ...effect(inspection, columns, style),
    ...first.shown.flatMap((issue) => ['', ...renderIssue(issue, columns, style)]),
    ...more(first.more, 'issue'),
    '',
    '',
  ].join('\n')
}

/** Says how much of a long list is left out, if any. */
function more(count: number, one: string, many?: string): string[] {
  return count > 0 ? [`  … and ${countOf(count, `more ${one}`, many && `more ${many}`)}`] : []
}

function titleOf(event: unknown): string {
  const [flagKey, variant] = [preTransformation.flagKey, preTransformation.variant].map((name) =>
    ownPath(event, ['properties', name]),
  )
  const flag = isGiven(flagKey) ? previewValue(flagKey, 200) : 'no flag key'
  return `${flag} → ${isGiven(variant) ? previewValue(variant, 200) : 'no variant'}`
}

function effect(inspection: Inspection, columns: number, style: Style): string[] {
  const record = inspectedRecord(inspection, '')
  const result = resultOf(record)
  const summary = summarize(record)
  const say = (text: string) => wrapIndented(escapeText(text), 2, columns)
  if (result.is !== 'inspected') {
    const lines = say(resultSentence(result, summary))
    return result.is === 'unsendable' ? lines.map(style.bad) : lines
  }
  return [...renderProperty(inspection, columns, style), ...say(propertySentence(result, summary))]
}

function renderProperty({ post }: Inspection, columns: number, { good, warning }: Style): string[] {
  const property = post && userPropertyOf(post)
  if (property === undefined) return []
  const name = escapeText(property.name)
  return property.operation === 'set'
    ? [cut(`  ${good('$set')}  ${name} = ${escapeText(property.variant)}`, columns + styled(good))]
    : [cut(`  ${warning('$unset')}  ${name}`, columns + styled(warning))]
}

/** Characters that a style adds to a text without making it wider. */
function styled(paint: (text: string) => string): number {
  return paint('x').length - 1
}

/** Renders an issue: its code and place, why it matters, and what to do. */
export function renderIssue(issue: Issue, columns: number, style: Style): string[] {
  const { place, reason, nextStep } = describeIssue(issue)
  const paint = severityStyle(issue.severity, style)
  return [
    `  ${paint(issue.severity)}  ${issue.code}  ${style.faint(cut(escapeText(place), columns))}`,
    ...wrapIndented(escapeText(reason), 4, columns),
    ...wrapIndented(escapeText(nextStep), 4, columns),
  ]
}

function severityStyle(severity: Severity, { bad, warning, faint }: Style): (text: string) => string {
  return { error: bad, warning, suggestion: faint }[severity]
}
