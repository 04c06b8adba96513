/** What people are shown of experiment events: read, compared, in words, and as safe text. */
export { addedFields } from './forms/added-fields.js'
export { isTransformedAtIngestion, transformAtIngestion } from './forms/at-ingestion.js'
export { compareForms, type FormRow, type FormSide } from './forms/compare-forms.js'
export { inspectEvent, type Inspection } from './forms/inspect-event.js'
export { partPaths } from './forms/part-paths.js'
export { userPropertyOf, type UserProperty } from './forms/user-property.js'
export { decodeBytes, GzipError, gzipSentence, type ByteTools } from './input/decode-bytes.js'
export { InputError } from './input/split-lines.js'
export {
  type BrokenPart,
  type EventPart,
  type InputPart,
  type Reading,
  type TextPart,
} from './input/input-part.js'
export { type Excerpt, type Hint, type Mistake } from './input/mistake.js'
export { placeOf, type Place } from './input/place.js'
export { readEvents } from './input/read-events.js'
export { scanJson, skipSpace, type Scan } from './input/scan-json.js'
export { issueAddress, issueWords, reasonOf } from './issues/issue-words.js'
export { countIssues, firstIssues, worstFirst } from './issues/list-issues.js'
export { compareSent, isOnlyOneSent, isSame, type Difference } from './record/compare-sent.js'
export {
  outcomes,
  type Attempt,
  type BatchPlace,
  type ChangedField,
  type EventOutcome,
  type EventRecord,
  type Exchange,
  type PropertiesAround,
  type SentForm,
  type UsedSubscription,
} from './record/event-record.js'
export { resultOf, type EventResult } from './record/event-result.js'
export { formOf, isToBeSent } from './record/form-of.js'
export { inspectedRecord } from './record/inspected-record.js'
export { callName, isOtherCall, otherCallRecord } from './record/other-call.js'
export { ownText } from './record/own-text.js'
export { propertyChangeOf, type PropertyChange } from './record/property-change.js'
export { summarize, type EventSummary } from './record/summarize.js'
export { didYouMean } from './text/did-you-mean.js'
export { countOf, formatCount } from './text/format-number.js'
export { formatDuration, formatMoment, formatShift, formatTimeOfDay } from './text/format-time.js'
export { previewValue } from './text/preview-value.js'
export { cutEnd, cutMiddle, escapeLines, middleCut, shortText, shortValue } from './text/short-text.js'
export { createCallTally, tallySentence, type CallTally, type CountedCalls } from './words/call-tally.js'
export {
  describeChangedField,
  describeDifferences,
  describeOnlyOne,
  sentUntransformed,
} from './words/describe-difference.js'
export { describeMistake, nextStepFor } from './words/describe-mistake.js'
export { describeMapping } from './words/describe-mapping.js'
export {
  createInputInspector,
  type Inspected,
  type InputInspector,
  type SummaryWords,
} from './words/inspect-input.js'
export { codeCounts, type CodeCount, type InspectedSummary } from './words/inspected-summary.js'
export {
  batchSentence,
  droppedAsDuplicate,
  notSeenFromHere,
  propertySentence,
  repeatNote,
  repeatSentence,
  resultSentence,
  retrySentence,
} from './words/result-words.js'
export { verdictOf, type Verdict } from './words/verdict.js'
