import type { QuotaUse } from '@experiment-impressions/estimate'
import { formatCount } from '@experiment-impressions/inspection'
import type { Style } from '../terminal/style.js'

const days = 30
const rows = 6
const eighths = ['', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const

interface Plot {
  /** The total at the end of the month. */
  readonly impressions: number
  readonly quota: number
  readonly use: QuotaUse
  readonly style: Style
}

/**
 * Plots the running total against the quota: a column for each day, the quota as a dotted line, the excess in another colour,
 * and a mark below the day when the quota runs out.
 */
export function plotQuota({ impressions, quota, use, style }: Plot): string[] {
  const top = Math.max(impressions, quota, 1)
  const quotaRow = Math.min(rows - 1, Math.floor((quota / top) * rows))
  const labels = new Map([
    [rows - 1, formatCount(impressions)],
    [quotaRow, formatCount(quota)],
  ])
  const width = Math.max(...Array.from(labels.values(), (label) => label.length))
  const lines: string[] = []
  for (let row = rows - 1; row >= 0; row -= 1) {
    let line = ''
    for (let day = 1; day <= days; day += 1) {
      const total = (impressions * day) / days
      const filled = Math.round(Math.min(1, Math.max(0, (total / top) * rows - row)) * 8)
      const block = eighths[filled] as string
      if (block === '') line += row === quotaRow ? style.faint('╌') : ' '
      else line += total > quota ? style.bad(block) : style.good(block)
    }
    const label = labels.get(row)
    const suffix = row === quotaRow ? ' quota' : ''
    lines.push(
      `  ${(label ?? '').padStart(width)} ${label === undefined ? '│' : '┤'}${line}${suffix}`.trimEnd(),
    )
  }
  const end = use.runsOut === 'never' ? undefined : use.runsOut.day
  const marks = Array.from({ length: days }, (_, index) => (index + 1 === end ? '▲' : '─'))
  const axis = `  ${' '.repeat(width)} └${marks.join('')}`
  return [...lines, axis, `  ${' '.repeat(width)}  day 1   ${'10'.padEnd(10)}20       30`]
}

/** Describes when the quota runs out. */
export function describeQuota({ runsOut, over }: QuotaUse, impressions: number, quota: number): string {
  if (runsOut !== 'never') {
    return `the quota runs out on day ${String(runsOut.day)} of 30, ${percent(runsOut.shareOfMonth)} into the month: ${formatCount(over)} impressions too many.`
  }
  return quota === 0
    ? 'the quota lasts, because there are no impressions.'
    : `the quota lasts; ${percent(impressions / quota)} of it is used by the end of the month.`
}

function percent(share: number): string {
  const rounded = Math.round(share * 1000) / 10
  return `${share > 0 && rounded === 0 ? 'under 0.1' : String(rounded)} %`
}
