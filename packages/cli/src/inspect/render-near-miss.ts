import type { Issue } from '@experiment-impressions/contract'
import { ownPath } from '@experiment-impressions/contract/json'
import { previewValue, type EventPart } from '@experiment-impressions/inspection'
import type { Style } from '../terminal/style.js'
import { cut } from '../terminal/text-width.js'
import { placeOf } from './place-of.js'
import { renderIssue } from './render-inspection.js'

/** Renders a call that was probably meant as an experiment event: where it is, and why it isn't one. */
export function renderNearMiss(
  { part, issue }: { readonly part: EventPart; readonly issue: Issue },
  { columns, style }: { readonly columns: number; readonly style: Style },
): string {
  const name = ownPath(part.event, ['event']) ?? ownPath(part.event, ['type'])
  const title = name === undefined ? 'a call without a name' : previewValue(name, columns)
  return [
    style.title(cut(`${title} → no experiment event`, columns)),
    style.faint(cut(placeOf(part), columns)),
    '',
    ...renderIssue(issue, columns, style),
    '',
    '',
  ].join('\n')
}
