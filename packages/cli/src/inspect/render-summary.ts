import type { Severity } from '@experiment-impressions/contract'
import { codeCounts, formatCount, type InputInspector } from '@experiment-impressions/inspection'
import type { Style } from '../terminal/style.js'
import { cut, fit } from '../terminal/text-width.js'
import { placeOf } from './place-of.js'

interface Layout {
  readonly columns: number
  readonly style: Style
  /** Whether the events themselves aren't printed, so their issues are counted by code. */
  readonly isBrief: boolean
}

/** Renders the summary of an input. */
export function renderSummary(inspector: InputInspector, { columns, style, isBrief }: Layout): string {
  const { title, faint, bad } = style
  const paint = (text: string, severity: Severity): string =>
    severity === 'suggestion' ? text : paintOf(severity, style)(text)
  const { found, skipped, unreadable, reading } = inspector.words(paint)
  return [
    title(found),
    ...(isBrief ? [...renderCodes(inspector, { columns, style }), ''] : []),
    ...(skipped === undefined ? [] : [faint(skipped)]),
    ...reading.map(faint),
    ...(unreadable === undefined ? [] : [bad(unreadable)]),
    ...(isBrief ? ['For the details of each event, add --all.'] : []),
    '',
  ].join('\n')
}

/** Renders an input's issues by code: how many, and where first. */
function renderCodes({ summary }: InputInspector, { columns, style }: Omit<Layout, 'isBrief'>): string[] {
  return codeCounts(summary).map(([code, { severity, count, line, index }]) => {
    const before = `  ${formatCount(count).padStart(9)}  `
    const place = cut(`first: ${placeOf({ line, index })}`, Math.max(10, columns - 50))
    return `${before}${paintOf(severity, style)(fit(severity, 10))}  ${fit(code, 23)}  ${style.faint(place)}`
  })
}

function paintOf(severity: Severity, { bad, warning, faint }: Style): (text: string) => string {
  return { error: bad, warning, suggestion: faint }[severity]
}
