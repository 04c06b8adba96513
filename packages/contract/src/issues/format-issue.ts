import { escapeText } from '../text/escape-text.js'
import { shortenMiddle } from '../text/shorten-middle.js'
import { eventWords } from './event-words.js'
import { idWords } from './id-words.js'
import type { Issue, IssuePath } from './issues.js'
import { keyWords } from './key-words.js'
import { timeWords } from './time-words.js'
import { valueWords } from './value-words.js'
import type { IssueWords, Words } from './words.js'

/** An issue in words. They never contain a value of the event, because events carry personal data. */
export interface IssueDescription {
  /** The place in the Segment event, such as `properties.flag_key`; `the event` for the whole event. */
  readonly place: string
  /** What is wrong and why it matters, in whole sentences. */
  readonly reason: string
  /** What to do about it, in whole sentences. */
  readonly nextStep: string
}

/**
 * An issue as one line for a log or a terminal: place, reason, next step.
 * @example
 * formatIssue(issue)
 * // 'properties.flag_key: The flag key is missing … Send …'
 */
export function formatIssue(issue: Issue): string {
  const { place, reason, nextStep } = describeIssue(issue)
  return `${place}: ${reason} ${nextStep}`
}

/** All the issues of an event in one text, errors first. */
export function describeIssues(issues: readonly Issue[]): string {
  const errors = issues.filter(({ severity }) => severity === 'error')
  return [...errors, ...issues.filter(({ severity }) => severity !== 'error')].map(formatIssue).join(' ')
}

/** An issue in parts, for a page or a table. */
export function describeIssue({ code, params, path }: Issue): IssueDescription {
  const toWords = words[code] as (params: Issue['params'], path: IssuePath) => Words
  const [reason, nextStep] = toWords(params, path)
  return { place: formatPath(path), reason, nextStep }
}

/** All the words for issues. Each code's words are in the file of its subject. */
const words: IssueWords = {
  ...eventWords,
  ...keyWords,
  ...idWords,
  ...timeWords,
  ...valueWords,
}

/** Longest path in words, in characters. */
const longestPath = 200

/** `properties.metadata.tags[2]`. Quotes keys that aren't identifiers, and shortens a long path in the middle. */
export function formatPath(path: IssuePath): string {
  if (path.length === 0) return 'the event'
  const text = path
    .map((step, index) => {
      if (typeof step === 'number') return `[${String(step)}]`
      if (!/^[$A-Z_a-z][$\w]*$/.test(step)) return `[${escapeText(JSON.stringify(step))}]`
      return index === 0 ? step : `.${step}`
    })
    .join('')
  return shortenMiddle(text, longestPath)
}
