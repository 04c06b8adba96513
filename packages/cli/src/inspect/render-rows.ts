import { escapeText } from '@experiment-impressions/contract'
import { type FormRow, type FormSide, previewValue } from '@experiment-impressions/inspection'
import type { Style } from '../terminal/style.js'
import { cut, fit } from '../terminal/text-width.js'

interface Layout {
  /** Width of the terminal in characters. */
  readonly columns: number
  readonly style: Style
}

const heading = { pre: 'Pre-transformation · in the CDP', post: 'Post-transformation · in Amplitude' }

const arrow = { moved: '→', same: '=', left: '×' } as const

/** Fits the longest common name, `[Experiment] Experiment Key`. */
const nameWidth = 27

/** Renders both forms of an event, side by side if there are 80 columns, with each name beside its value if both fit. */
export function renderRows(rows: readonly FormRow[], { columns, style }: Layout): string[] {
  if (columns < 80) return [style.pre(heading.pre), ...rows.flatMap((row) => stack(row, columns, style))]
  const side = Math.floor((Math.min(columns, 150) - '    →  '.length) / 2)
  return [
    `  ${style.pre(fit(heading.pre, side))}     ${style.post(heading.post)}`,
    ...rows.flatMap((row) => beside(row, side, style)),
  ]
}

function beside(row: FormRow, side: number, style: Style): string[] {
  const pre = cell(row.pre, side)
  const post = row.post === undefined ? [cut(missing(row), side)] : cell(row.post, side)
  const paint = paintOf(row, style)
  const lines = Array.from({ length: Math.max(pre.length, post.length) }, (_, index) => {
    const between = index === 0 && post[0] !== '' ? arrow[row.kind] : ' '
    return paint(`  ${fit(pre[index] ?? '', side)}  ${between}  ${post[index] ?? ''}`.trimEnd())
  })
  if (row.post !== undefined && row.note !== undefined) {
    const indent = isWide(side) ? nameWidth + 2 : 2
    lines.push(' '.repeat(side + 7 + indent) + style.faint(cut(row.note, side - indent)))
  }
  return lines
}

function cell(side: FormSide, width: number): string[] {
  const name = escapeText(side.name)
  if (isWide(width)) {
    const value = width - nameWidth - 2
    return [`${fit(name, nameWidth)}  ${fitValue(side.value, value)}`]
  }
  return [cut(name, width), `  ${fitValue(side.value, width - 2)}`]
}

function isWide(side: number): boolean {
  return side >= 2 * nameWidth
}

/** Fades rows that pass through unchanged, so the others stand out. */
function paintOf({ kind }: FormRow, { faint }: Style): (text: string) => string {
  return kind === 'same' ? faint : (text) => text
}

/** Cuts ids in the middle, because their ends tell them apart, and anything else at the end. */
function fitValue(value: unknown, width: number): string {
  const isId = typeof value === 'string' && /^[\w.:-]+$/.test(value)
  return cut(previewValue(value, isId ? value.length : width), width, isId ? 'middle' : 'end')
}

function missing({ note }: FormRow): string {
  return note ?? 'not sent'
}

function stack(row: FormRow, columns: number, style: Style): string[] {
  const { pre, post, kind } = row
  const name = post === undefined ? pre.name : `${pre.name} ${arrow[kind]} ${post.name}`
  const lines = [
    cut(escapeText(name), columns - 2),
    `  ${fitValue(pre.value, columns - 4)}`,
    ...(post === undefined || post.value === pre.value || kind === 'same'
      ? []
      : [`  ${fitValue(post.value, columns - 4)}`]),
  ]
  const note = post === undefined ? missing(row) : row.note
  if (note !== undefined && note !== '') lines.push(`  ${cut(note, columns - 4)}`)
  const paint = paintOf(row, style)
  return lines.map((line) => `  ${paint(line)}`)
}
