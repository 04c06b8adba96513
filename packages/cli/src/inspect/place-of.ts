import type { EventPart } from '@experiment-impressions/inspection'

/** An event's place in the input: `line 3`, `event 2 of the list in line 3`. */
export function placeOf({ line, index }: Pick<EventPart, 'line' | 'index'>): string {
  if (index === null) return `line ${String(line)}`
  return `event ${String(index)} of the array${line === 1 ? '' : ` in line ${String(line)}`}`
}
