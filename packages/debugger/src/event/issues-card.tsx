import type { Issue } from '@experiment-impressions/contract'
import {
  firstIssues,
  formatCount,
  issueAddress,
  issueWords,
  shortText,
} from '@experiment-impressions/inspection'
import { ShownText } from '../ui/shown-text.js'

interface IssuesCardProps {
  readonly issues: readonly Issue[]
  /** The event was sent with a changed mapping. */
  readonly isMappedOtherwise: boolean
}

/** The event’s issues, with their next steps; empty without issues. */
export function IssuesCard({ issues, isMappedOtherwise }: IssuesCardProps) {
  if (issues.length === 0) return null
  const { shown, more } = firstIssues(issues, 50)
  return (
    <section class="card">
      <header>
        <h3>Worth a look</h3>
        {isMappedOtherwise ? <span class="soft small">by the default mapping</span> : null}
      </header>
      <ul class="issues">
        {shown.map((issue, index) => (
          <IssueItem key={index} issue={issue} />
        ))}
        {more > 0 ? <li class="soft">… and {formatCount(more)} more</li> : null}
      </ul>
    </section>
  )
}

const tones: Readonly<Record<string, string>> = { error: 'bad', warning: 'wait', suggestion: 'soft' }

function IssueItem({ issue }: { readonly issue: Issue }) {
  const { place, reason, nextStep } = issueWords(issue)
  return (
    <li>
      <p class="code">
        <span class={tones[issue.severity] ?? 'soft'}>{shortText(issue.severity, 20)}</span>
        <a href={issueAddress(issue)} target="_blank" rel="noreferrer">
          {shortText(issue.code, 60)}
        </a>
        <ShownText class="soft" text={place} maxLength={200} />
      </p>
      <p>{shortText(reason, 1000)}</p>
      <p class="next">{shortText(nextStep, 1000)}</p>
    </li>
  )
}
