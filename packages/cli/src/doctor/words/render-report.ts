import { escapeText } from '@experiment-impressions/contract'
import { countOf } from '@experiment-impressions/inspection'
import { renderRecipe, type Recipe } from '../../recipe.js'
import { safeJson } from '../../terminal/safe-json.js'
import { formatTook } from '../../terminal/format.js'
import type { Style } from '../../terminal/style.js'
import { cut, wrapIndented } from '../../terminal/text-width.js'
import { statusOf, type Check, type CheckName, type CheckStatus } from '../check.js'
import type { Finding } from '../finding.js'
import { describeFinding, findingAddress, findingDocs } from './describe-finding.js'
import { checkTitles, describeNote } from './describe-note.js'
import { describePlace } from './describe-place.js'

interface Layout {
  readonly columns: number
  readonly style: Style
}

const marks: Readonly<Record<CheckStatus, string>> = { passed: '✓', warning: '!', error: '✗', skipped: '·' }

/**
 * Renders the checks: one line if a check passed, else each finding with its place, its reason and the next step. Recipes
 * come last.
 */
export function renderReport(
  checks: readonly Check[],
  recipes: readonly Recipe[],
  { columns, style }: Layout,
): string {
  const blocks = checks.map((check) => renderCheck(check, { columns, style }))
  const lines = blocks.flatMap((block, index) => {
    const isApart = block.length > 1 && checks[index]?.findings.length !== 0
    const isAfter = (checks[index - 1]?.findings.length ?? 0) > 0
    return index > 0 && (isApart || isAfter) ? ['', ...block] : block
  })
  return [
    ...lines,
    '',
    ...renderSummary(checks, style),
    ...recipes.flatMap((recipe) => ['', ...renderRecipe(recipe, columns)]),
    '',
  ].join('\n')
}

/** Renders one check: a line if it passed, else a block. */
export function renderCheck(check: Check, { columns, style }: Layout): string[] {
  const status = statusOf(check)
  const title = `${paintOf(status, style)(marks[status])} ${style.title(checkTitles[check.name])}`
  if (check.findings.length > 0)
    return [
      check.ms === undefined ? title : `${title}  ${style.faint(`after ${formatTook(check.ms)}`)}`,
      ...check.findings.flatMap((finding) => renderFinding(finding, { columns, style })),
      ...(check.more === undefined ? [] : [`  … and ${countOf(moreOf(check), 'more finding')}`]),
    ]
  const [first, ...rest] = wrapIndented(escapeText(describeNote(check.note)), titleWidth, columns)
  const paint = check.isMade ? (text: string) => text : style.faint
  return [
    `${title}${' '.repeat(titleWidth - 2 - checkTitles[check.name].length)}${paint(first.trimStart())}`,
    ...rest.map(paint),
  ]
}

/** Width of mark and longest title, with the space after them. */
const titleWidth = 2 + Math.max(...Object.values(checkTitles).map(({ length }) => length)) + 2

function renderFinding(finding: Finding, { columns, style }: Layout): string[] {
  const { reason, nextStep, causes = [] } = describeFinding(finding)
  const { severity, code, place } = finding
  const heading = `  ${paintOf(severity, style)(marks[severity])} ${code}`
  const at = escapeText(describePlace(place))
  const room = columns - '  ✗   '.length - code.length
  const [first, ...rest] = wrapIndented(escapeText(nextStep), 6, columns)
  return [
    ...(cut(at, room) === at
      ? [`${heading}  ${style.faint(at)}`.trimEnd()]
      : [heading, `    ${style.faint(cut(at, columns - 4, 'middle'))}`]),
    ...wrapIndented(escapeText(reason), 4, columns),
    ...(causes.length === 0 ? [] : ['    Likely causes, most likely first:']),
    ...causes.flatMap((cause, index) => renderCause(cause, index, columns)),
    `    → ${first.trimStart()}`,
    ...rest,
  ]
}

function renderCause(cause: string, index: number, columns: number): string[] {
  const [first, ...rest] = wrapIndented(escapeText(cause), 7, columns)
  return [`    ${String(index + 1)}. ${first.trimStart()}`, ...rest]
}

/** Counts errors, warnings and checks that weren’t made, and links to what the codes mean. */
export function renderSummary(checks: readonly Check[], style: Style): string[] {
  const { errors, warnings, notMade } = countFindings(checks)
  const found = [
    errors > 0 && style.bad(countOf(errors, 'error')),
    warnings > 0 && style.warning(countOf(warnings, 'warning')),
    notMade > 0 && `${countOf(notMade, 'check')} skipped`,
  ].filter((part) => part !== false)
  const summary = style.title(found.length === 0 ? 'Everything is fine.' : `${found.join(', ')}.`)
  // The address stays whole, however narrow the terminal is: nobody can open one that is broken in two.
  return errors + warnings === 0 ? [summary] : [summary, 'What each code means and what to do:', findingDocs]
}

/** How many errors and warnings there are, and how many checks weren’t made. */
export function countFindings(checks: readonly Check[]) {
  const severities = checks.flatMap(({ findings }) => findings.map(({ severity }) => severity))
  const more = (kind: 'errors' | 'warnings') =>
    checks.reduce((sum, each) => sum + (each.more?.[kind] ?? 0), 0)
  return {
    errors: severities.filter((severity) => severity === 'error').length + more('errors'),
    warnings: severities.filter((severity) => severity === 'warning').length + more('warnings'),
    notMade: checks.filter(({ isMade }) => !isMade).length,
  }
}

function moreOf({ more }: Check): number {
  return more === undefined ? 0 : more.errors + more.warnings
}

function paintOf(status: CheckStatus, { good, warning, bad, faint }: Style): (text: string) => string {
  return { passed: good, warning, error: bad, skipped: faint }[status]
}

/** A check in the output of `--json`. */
interface CheckJson {
  readonly name: CheckName
  readonly status: CheckStatus
  readonly note: string | null
  readonly findings: readonly object[]
  readonly more: number
}

/** The report as one JSON text. */
export function reportJson(checks: readonly Check[]): string {
  return `${safeJson({ checks: checks.map(checkJson), summary: countFindings(checks) }, 2)}\n`
}

/** A check as data, with its words. */
export function checkJson(check: Check): CheckJson {
  return {
    name: check.name,
    status: statusOf(check),
    note: check.findings.length === 0 ? describeNote(check.note) : null,
    findings: check.findings.map((finding) => {
      const { code, severity, place, params } = finding
      const { file = null, path, name = null } = place
      const docs = findingAddress(finding)
      return { code, severity, file, path, name, params, ...describeFinding(finding), docs }
    }),
    more: moreOf(check),
  }
}
