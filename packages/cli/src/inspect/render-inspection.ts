import {
  describeIssue,
  escapeText,
  hasErrors,
  type Issue,
  preTransformation,
  type Severity,
} from '@experiment-impressions/contract'
import { isGiven, ownPath } from '@experiment-impressions/contract/json'
import {
  compareForms,
  firstIssues,
  type Inspection,
  issueReason,
  previewValue,
  userPropertyOf,
} from '@experiment-impressions/inspection'
import { countOf } from '../terminal/format.js'
import type { Style } from '../terminal/style.js'
import { cut, wrapIndented } from '../terminal/text-width.js'
import { renderRows } from './render-rows.js'

/** Of one event; `--json` has them all. */
const mostRows = 100
const mostIssues = 50

interface Layout {
  /** Where in the input the event stands: `line 3`. */
  readonly place: string
  readonly columns: number
  readonly style: Style
}

/** One event in words: title, both forms, what it does to the user property, and what is wrong with it. */
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

/** What is left out of a long list, if anything is. */
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

function effect({ post, issues }: Inspection, columns: number, style: Style): string[] {
  const say = (text: string) => wrapIndented(text, 2, columns)
  if (post === undefined) return say(notSent(issues)).map(hasErrors(issues) ? style.bad : (text) => text)
  const property = userPropertyOf(post)
  if (property === undefined) return say('Neither sets nor unsets a user property.')
  const name = escapeText(property.name)
  if (property.operation === 'set') {
    return [
      cut(`  ${style.good('$set')}  ${name} = ${escapeText(property.variant)}`, columns + styled(style.good)),
      ...say(
        'Once delivered, the person is in the experiment with this variant until another event changes it.',
      ),
    ]
  }
  return [
    cut(`  ${style.warning('$unset')}  ${name}`, columns + styled(style.warning)),
    ...say('Once delivered, the person is out of the experiment: the event is recorded without a variant.'),
  ]
}

/** Why an event isn’t sent, the first reason first; `expected` where nothing is wrong with it. */
function notSent(issues: readonly Issue[]): string {
  const errors = issues.filter(({ severity }) => severity === 'error')
  const [first, ...others] = errors.length > 0 ? errors : issues
  const reason = first === undefined ? '' : `: ${escapeText(issueReason(first))}`
  if (errors.length === 0) return `Not sent (expected)${reason}.`
  return `Not sent${reason}${others.length === 0 ? '' : `, and ${countOf(others.length, 'more error')}`}.`
}

/** Characters that a style adds to a text, which take no room on the terminal. */
function styled(paint: (text: string) => string): number {
  return paint('x').length - 1
}

function renderIssue(issue: Issue, columns: number, style: Style): string[] {
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
