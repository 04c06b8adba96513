import { escapeText } from '@experiment-impressions/contract/inspection'

/** The start of a text, with what is invisible in it made visible; looks at no more of it than it shows. */
export function shortText(text: string, room = 120): string {
  return text.length > room ? `${escapeText(text.slice(0, room))}…` : escapeText(text)
}

/** The two ends of a text, by which ids are told apart. */
export function middleCut(text: string, room = 32): string {
  if (text.length <= room) return escapeText(text)
  const half = Math.floor((room - 1) / 2)
  return `${escapeText(text.slice(0, half))}…${escapeText(text.slice(-half))}`
}
