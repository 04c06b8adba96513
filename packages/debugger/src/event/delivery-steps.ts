import {
  type Attempt,
  batchSentence,
  type EventRecord,
  formatDuration,
  formOf,
  ownText,
  repeatSentence,
} from '@experiment-impressions/inspection'

/** One step of an event’s delivery. */
export interface Step {
  /** Epoch ms. */
  readonly at: number | undefined
  readonly tone: 'good' | 'wait' | 'bad' | 'quiet'
  readonly what: string
  /** Time since the step before: `1.4 s later`. */
  readonly after?: string
  readonly detail?: string
  /** Its place in a batch. */
  readonly batch?: string
}

const tries: Readonly<Record<string, Pick<Step, 'tone' | 'what'>>> = {
  accepted: { tone: 'good', what: 'Amplitude accepted it' },
  retry: { tone: 'wait', what: 'The try failed' },
  rejected: { tone: 'bad', what: 'Refused' },
  skipped: { tone: 'quiet', what: 'Nothing to send' },
}

/** From the moment when the person saw the variant to the last delivery attempt. */
export function deliverySteps(record: EventRecord): Step[] {
  const { pre, attempts, outcome, storage, repeats } = record
  const shown = formOf(record)?.time
  const received = epoch(ownText(pre, ['receivedAt']))
  const steps: Step[] = [
    ...(shown === undefined ? [] : [step(shown, 'quiet', 'Shown on the page')]),
    ...(received === undefined ? [] : [step(received, 'quiet', 'Received by the CDP')]),
    ...attempts.map(toStep),
    ...(outcome === 'retry'
      ? [{ at: undefined, tone: 'wait', what: 'Another attempt follows' } as const]
      : outcome === 'pending'
        ? [{ at: undefined, tone: 'wait', what: 'On its way to Amplitude' } as const]
        : []),
    ...(storage === 'duplicate'
      ? [step(undefined, 'quiet', 'Dropped by Amplitude, which had stored an event with this insert_id')]
      : []),
    ...(repeats === 0 ? [] : [step(undefined, 'quiet', repeatSentence(repeats))]),
  ]
  return steps.map((each, index) => withDistance(each, steps[index - 1]?.at))
}

function step(at: number | undefined, tone: Step['tone'], what: string): Step {
  return { at, tone, what }
}

function toStep({ at, outcome, reason, batch }: Attempt): Step {
  const known = Object.hasOwn(tries, outcome) ? tries[outcome] : undefined
  return {
    at,
    ...(known ?? { tone: 'quiet', what: outcome }),
    ...(reason === undefined ? {} : { detail: reason }),
    ...(batch === undefined ? {} : { batch: batchSentence(batch, outcome) }),
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
