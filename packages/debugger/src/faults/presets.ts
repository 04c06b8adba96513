import type { Fault } from './faults-api.js'

/** A kind of fault, without its conditions. */
export interface Preset {
  readonly key: string
  readonly label: string
  readonly words: string
  readonly fault: Fault
}

export const presets: readonly Preset[] = [
  {
    key: '429',
    label: 'Throttle',
    words: 'Amplitude answers 429: too many requests.',
    fault: { status: 429 },
  },
  { key: '500', label: 'Fail', words: 'Amplitude answers 500: a server error.', fault: { status: 500 } },
  {
    key: '400',
    label: 'Refuse',
    words: 'Amplitude answers 400: the events aren’t sent again.',
    fault: { status: 400 },
  },
  { key: 'slow', label: 'Slow', words: 'Amplitude answers after 5 seconds.', fault: { delayMs: 5000 } },
  {
    key: 'before',
    label: 'Cut before',
    words: 'The connection ends before Amplitude has the events.',
    fault: { cut: 'before' },
  },
  {
    key: 'after',
    label: 'Cut after',
    words: 'Amplitude has the events, but its answer never arrives.',
    fault: { cut: 'after' },
  },
  {
    key: 'halfway',
    label: 'Cut halfway',
    words: 'The connection ends in the middle of the answer.',
    fault: { cut: 'halfway' },
  },
]

/** The APIs of Amplitude that a fault can affect: the names of `delivery`’s `endpointPaths`, which the page doesn’t load. */
export const endpoints = ['httpapi', 'batch', 'identify', 'usersearch', 'useractivity', 'deletions'] as const

/** A fault in words: where it hits, what happens and how often. */
export function faultWords(fault: Fault): string {
  const { status, delayMs, cut, every = 1, times, path } = fault
  const what = [
    delayMs === undefined ? '' : `waits ${String(delayMs)} ms`,
    status === undefined ? '' : `answers ${String(status)}`,
    cut === undefined
      ? ''
      : cut === 'halfway'
        ? 'cuts the answer halfway'
        : `cuts the connection ${cut} storing the events`,
  ].filter((part) => part !== '')
  const often = every === 1 ? '' : `, every ${ordinal(every)} request`
  const much = times === undefined ? '' : `, ${times === 1 ? 'once' : `${String(times)} times`}`
  return `${path ?? 'every endpoint'} ${what.join(' and ') || 'does something else'}${often}${much}`
}

function ordinal(number: number): string {
  const ending =
    number % 100 >= 11 && number % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${String(number)}${ending}`
}
