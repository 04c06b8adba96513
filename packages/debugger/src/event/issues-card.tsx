import type { Issue } from '@experiment-impressions/contract'
import { worstFirst } from '@experiment-impressions/contract/inspection'
import { shortText } from './short-text.js'
import { ShownText } from './shown-text.js'
import { issueAddress, issueWords } from './issue-words.js'

interface IssuesCardProps {
  readonly issues: readonly Issue[]
  /** The event was sent by a mapping that isn’t the default. */
  readonly isMappedOtherwise: boolean
}

/** What is wrong with the event and what to do about it; nothing where nothing is. */
export function IssuesCard({ issues, isMappedOtherwise }: IssuesCardProps) {
  if (issues.length === 0) return null
  return (
    <section class="card">
      <header>
        <h3>Worth a look</h3>
        {isMappedOtherwise ? <span class="soft small">by the default mapping</span> : null}
      </header>
      <ul class="issues">
        {worstFirst(issues)
          .slice(0, 50)
          .map((issue, index) => (
            <IssueItem key={index} issue={issue} />
          ))}
        {issues.length > 50 ? <li class="soft">… and {String(issues.length - 50)} more</li> : null}
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
        <ShownText class="soft" text={place} room={200} />
      </p>
      <p>{shortText(reason, 1000)}</p>
      <p class="next">{shortText(nextStep, 1000)}</p>
    </li>
  )
}
