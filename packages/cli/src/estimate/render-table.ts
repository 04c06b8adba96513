import type { Estimate } from '@experiment-impressions/estimate'
import { escapeText } from '@experiment-impressions/contract'
import { formatCount } from '@experiment-impressions/inspection'
import type { Style } from '../terminal/style.js'
import { cut, fit, textWidth } from '../terminal/text-width.js'

/** Renders how much each share reduces the upper bound, one experiment a line, with the total below. */
export function renderTable({ experiments, ...total }: Estimate, columns: number, style: Style): string[] {
  const rows = [...experiments, { name: 'total', ...total }].map((row) => ({
    name: escapeText(row.name),
    cells: [
      formatCount(row.upperBound),
      ...[row.savings.pages, row.savings.audience, row.savings.rollout].map(saving),
      formatCount(row.impressions),
    ],
  }))
  const heads = ['upper bound', 'pages', 'audience', 'rollout', 'impressions']
  const widths = heads.map((head, index) =>
    Math.max(head.length, ...rows.map(({ cells }) => (cells[index] as string).length)),
  )
  const numbers = widths.reduce((sum, width) => sum + width + 2, 0)
  const longest = Math.max(10, ...rows.map(({ name }) => textWidth(name)))
  const nameWidth = Math.max(10, Math.min(longest, columns - numbers - 2))
  const line = (name: string, cells: readonly string[]) =>
    `  ${fit(name, nameWidth)}${cells.map((cell, index) => `  ${cell.padStart(widths[index] as number)}`).join('')}`
  const lines = rows.map(({ name, cells }) => line(name, cells))
  const sum = lines.pop() as string
  return [style.faint(line('', heads)), ...shorten(lines), style.title(cut(sum, sum.length))]
}

/** Cuts a long list: the total says more than a thousand lines. */
function shorten(lines: readonly string[]): readonly string[] {
  const shown = 50
  if (lines.length <= shown) return lines
  return [...lines.slice(0, shown), `  … and ${formatCount(lines.length - shown)} more`]
}

function saving(impressions: number): string {
  return impressions === 0 ? '·' : `−${formatCount(impressions)}`
}
