import { formatDuration } from '@experiment-impressions/contract/inspection'
import type { Attempt, EventRecord } from '../feed/event-record.js'
import { ownText } from './own-text.js'

/** One step of an event’s road. */
export interface Step {
  /** Epoch ms. */
  readonly at: number | undefined
  readonly tone: 'good' | 'wait' | 'bad' | 'quiet'
  readonly what: string
  /** How long after the step before: `1.4 s later`. */
  readonly after?: string
  readonly detail?: string
}

const tries: Readonly<Record<string, Pick<Step, 'tone' | 'what'>>> = {
  accepted: { tone: 'good', what: 'Amplitude accepted it' },
  retry: { tone: 'wait', what: 'The try failed' },
  rejected: { tone: 'bad', what: 'Rejected' },
  skipped: { tone: 'quiet', what: 'Nothing to send' },
}

/** From the moment at which the variant was shown to the last try to deliver it. */
export function roadOf({ pre, post, attempts, outcome }: EventRecord): Step[] {
  const received = epoch(ownText(pre, ['receivedAt']))
  const steps: Step[] = [
    ...(post?.time === undefined ? [] : [step(post.time, 'quiet', 'Shown on the page')]),
    ...(received === undefined ? [] : [step(received, 'quiet', 'Received by the CDP')]),
    ...attempts.map(toStep),
    ...(outcome === 'retry'
      ? [{ at: undefined, tone: 'wait', what: 'Another try follows' } as const]
      : outcome === 'pending'
        ? [{ at: undefined, tone: 'wait', what: 'On its way to Amplitude' } as const]
        : []),
  ]
  return steps.map((each, index) => withDistance(each, steps[index - 1]?.at))
}

function step(at: number, tone: Step['tone'], what: string): Step {
  return { at, tone, what }
}

function toStep({ at, outcome, reason }: Attempt): Step {
  const known = Object.hasOwn(tries, outcome) ? tries[outcome] : undefined
  return {
    at,
    ...(known ?? { tone: 'quiet', what: outcome }),
    ...(reason === undefined ? {} : { detail: reason }),
  }
}

function withDistance(each: Step, before: number | undefined): Step {
  if (before === undefined || each.at === undefined || each.at <= before) return each
  return { ...each, after: `${formatDistance(each.at - before)} later` }
}

/** `340 ms`, `1.5 s`, `3 min`, `2 h`, `4 days`. */
export function formatDistance(ms: number): string {
  const [seconds, minutes, hours] = [ms / 1000, ms / 60_000, ms / 3_600_000]
  if (seconds < 120) return formatDuration(seconds < 1 ? ms : Math.round(ms / 100) * 100)
  if (minutes < 120) return `${String(Math.round(minutes))} min`
  return hours < 48 ? `${String(Math.round(hours))} h` : `${String(Math.round(hours / 24))} days`
}

function epoch(text: string | undefined): number | undefined {
  const parsed = text === undefined ? NaN : Date.parse(text)
  return Number.isNaN(parsed) ? undefined : parsed
}
