import { escapeText } from '@experiment-impressions/contract'

/** The start of a text, with what is invisible in it made visible; looks at no more of it than it shows. */
export function shortText(text: string, room = 120): string {
  return escapeText(cutEnd(text, room))
}

/** The two ends of a text, by which ids are told apart. */
export function middleCut(text: string, room = 32): string {
  return escapeText(cutMiddle(text, room))
}

/** The same, with nothing made visible yet. */
export function cutEnd(text: string, room: number): string {
  return text.length > room ? `${text.slice(0, room)}…` : text
}

/** The same, with nothing made visible yet. */
export function cutMiddle(text: string, room: number): string {
  if (text.length <= room) return text
  const half = Math.floor((room - 1) / 2)
  return `${text.slice(0, half)}…${text.slice(-half)}`
}
