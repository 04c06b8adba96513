import type { ComponentChildren } from 'preact'

interface EmptyStateProps {
  readonly title: string
  readonly tone?: 'bad'
  readonly children?: ComponentChildren
}

/** Takes the place of missing content: says why it’s missing and what to do. */
export function EmptyState({ title, tone, children }: EmptyStateProps) {
  return (
    <div class={`empty ${tone ?? ''}`}>
      <h2>{title}</h2>
      {children}
    </div>
  )
}
