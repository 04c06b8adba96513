/** `12.3 %`. A share above 0 is never shown as 0. */
export function formatShare(share: number): string {
  const rounded = Math.round(share * 1000) / 10
  if (share > 0 && rounded === 0) return 'under 0.1\u00a0%'
  return `${String(rounded)}\u00a0%`
}
