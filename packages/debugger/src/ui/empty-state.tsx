import type { ComponentChildren } from 'preact'

interface EmptyStateProps {
  readonly title: string
  readonly tone?: 'bad'
  readonly children?: ComponentChildren
}

/** What stands where there is nothing to show: why, and what to do. */
export function EmptyState({ title, tone, children }: EmptyStateProps) {
  return (
    <div class={`empty ${tone ?? ''}`}>
      <h2>{title}</h2>
      {children}
    </div>
  )
}
