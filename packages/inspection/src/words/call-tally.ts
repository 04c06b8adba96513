import { nearMiss, type Issue } from '@experiment-impressions/contract'
import { reasonOf } from '../issues/issue-words.js'
import { callName } from '../record/other-call.js'
import { countOf, formatCount } from '../text/format-number.js'
import { cutEnd } from '../text/short-text.js'

/** Counts of calls, by name. */
export interface CallTally {
  /** Counts an experiment event. */
  readonly countExperimentEvent: () => void
  /** Counts a call that isn't an experiment event. */
  readonly count: (call: unknown) => void
  readonly calls: () => number
  readonly experimentEvents: () => number
  /** The calls that aren't experiment events, the most frequent first, near misses last. */
  readonly others: () => readonly CountedCalls[]
}

export interface CountedCalls {
  /** A track event's name, or the type of another call; `undefined` if it has neither. Unescaped. */
  readonly name: string | undefined
  readonly count: number
  /** Why they aren't experiment events, if they were probably meant to be. */
  readonly nearMiss: Issue | undefined
}

/** Names may be generated: more of them are counted together. */
const mostNames = 200
const namesShown = 8
const longestName = 60

/** A tally of nothing. */
export function createCallTally(): CallTally {
  const counted = new Map<string, CountedCalls>()
  let experimentEvents = 0
  let others = 0

  return {
    countExperimentEvent() {
      experimentEvents += 1
    },
    count(call) {
      others += 1
      const issue = nearMiss(call)
      const name = callName(call)
      const key = `${issue?.code ?? ''} ${name ?? ''}`
      const isKnown = counted.has(key) || counted.size < mostNames
      const before = counted.get(isKnown ? key : '…')
      counted.set(
        isKnown ? key : '…',
        before === undefined
          ? { name: isKnown ? name : 'with other names', count: 1, nearMiss: isKnown ? issue : undefined }
          : { ...before, count: before.count + 1 },
      )
    },
    calls: () => experimentEvents + others,
    experimentEvents: () => experimentEvents,
    others: () =>
      [...counted.values()].sort(
        (one, other) =>
          Number(one.nearMiss !== undefined) - Number(other.nearMiss !== undefined) ||
          other.count - one.count,
      ),
  }
}

/**
 * `12 calls, none an impression: 9 page, 2 Order Completed, 1 $Impression: did you mean $impression?` `undefined` if every
 * call is an experiment event. Names are unescaped.
 */
export function tallySentence(tally: CallTally): string | undefined {
  const others = tally.others()
  if (others.length === 0) return undefined
  const total = others.reduce((sum, { count }) => sum + count, 0)
  const start =
    tally.experimentEvents() === 0
      ? `${countOf(total, 'call')}, none an impression`
      : countOf(total, 'other call')
  const plain = others.filter(({ nearMiss: issue }) => issue === undefined)
  const near = others.filter(({ nearMiss: issue }) => issue !== undefined)
  const hidden = plain.slice(namesShown).reduce((sum, { count }) => sum + count, 0)
  const parts = [
    ...plain.slice(0, namesShown).map(words),
    ...(hidden === 0 ? [] : [`${formatCount(hidden)} more`]),
    ...near.slice(0, namesShown).map(words),
    ...(near.length > namesShown ? [`and ${countOf(near.length - namesShown, 'more name')} like these`] : []),
  ]
  const sentence = `${start}: ${parts.join(', ')}`
  return sentence.endsWith('?') ? sentence : `${sentence}.`
}

function words({ name = 'without a name', count, nearMiss: issue }: CountedCalls): string {
  // Quotes show a blank at an end.
  const shown = name === name.trim() ? name : `“${name}”`
  const counted = `${formatCount(count)} ${cutEnd(shown, longestName)}`
  if (issue === undefined) return counted
  return 'meant' in issue.params
    ? `${counted}: did you mean ${issue.params.meant}?`
    : `${counted}: ${reasonOf(issue)}`
}
