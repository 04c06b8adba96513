import type { ComponentChildren } from 'preact'

interface EmptyStateProps {
  readonly title: string
  /** Why it’s missing: a sentence, or paragraphs. */
  readonly words?: ComponentChildren
  /** Ways out: commands, buttons, links. */
  readonly actions?: ComponentChildren
  readonly tone?: 'bad'
  /** The words of views that have no actions. */
  readonly children?: ComponentChildren
}

/** Takes the place of missing content: says why it’s missing and what to do. */
export function EmptyState({ title, words, actions, tone, children }: EmptyStateProps) {
  return (
    <div class={`empty ${tone ?? ''}`}>
      <h2>{title}</h2>
      {typeof words === 'string' ? <p>{words}</p> : words}
      {children}
      {actions === undefined ? null : <div class="ways">{actions}</div>}
    </div>
  )
}
