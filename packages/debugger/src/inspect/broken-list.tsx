import { describeMistake, formatCount, nextStepFor, type Mistake } from '@experiment-impressions/inspection'
import { ShownText } from '../ui/shown-text.js'
import type { Inspected } from './inspect-text.js'

/** What can’t be read: where, with the place marked, and what to do. */
export function BrokenList({ inspected: { broken, unreadable } }: { readonly inspected: Inspected }) {
  const more = unreadable - broken.length
  if (broken.length === 0) return null
  return (
    <ul class="broken">
      {broken.map((mistake, index) => (
        <li key={index}>
          <p class="bad">{describeMistake(mistake).replace(/^line/, 'Line')}</p>
          <Excerpt mistake={mistake} />
          <p>{nextStepFor(mistake)}</p>
        </li>
      ))}
      {more > 0 ? <li>… and {formatCount(more)} more</li> : null}
    </ul>
  )
}

function Excerpt({ mistake: { excerpt } }: { readonly mistake: Mistake }) {
  const { before, after, isCutBefore, isCutAfter } = excerpt
  if (before === '' && after === '') return null
  return (
    <pre class="excerpt">
      {isCutBefore ? '…' : ''}
      <ShownText text={before} maxLength={80} />
      <span class="caret" aria-hidden="true" />
      <ShownText text={after} maxLength={80} />
      {isCutAfter ? '…' : ''}
    </pre>
  )
}
