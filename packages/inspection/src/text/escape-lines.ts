import { escapeText } from '@experiment-impressions/contract'

/** Makes a text of several lines safe to show; its lines stay lines. */
export function escapeLines(text: string): string {
  return text.split('\n').map(escapeText).join('\n')
}
