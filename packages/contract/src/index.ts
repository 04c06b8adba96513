export { amplitudeEventSchema, type AmplitudeEvent } from './schema/amplitude-event.js'
export { amplitudeLimits, isRefusedId } from './wire/amplitude-limits.js'
export type { ExperimentEvent } from './read/experiment-event.js'
export { editDistance } from './text/edit-distance.js'
export { escapeText } from './text/escape-text.js'
export { describeIssue, describeIssues, formatIssue, type IssueDescription } from './issues/format-issue.js'
export { integrationsOff } from './read/integrations.js'
export {
  createIssue,
  hasErrors,
  issueSeverity,
  type Issue,
  type IssueCode,
  type IssueParams,
  type IssuePath,
  type Severity,
} from './issues/issues.js'
export { limitIssues } from './issues/limit-issues.js'
export { nearMiss } from './read/near-miss.js'
export { nearVariant } from './read/near-variant.js'
export type { ValueKind } from './json/value-kind.js'
export { movedProperties, parseTrackEvent } from './read/read-track-event.js'
export type { Decision, Refuse, Skip } from './issues/decision.js'
export type { JsonSchema } from './schema/json-schema.js'
export { postTransformationJsonSchema } from './schema/post-transformation.js'
export { preTransformationJsonSchema } from './schema/pre-transformation.js'
export { trackEventSchema, type TrackEvent } from './schema/track-event.js'
export { transform, type TransformOptions } from './transform.js'
export { isUnsafeNumber } from './text/unsafe-number.js'
export { experimentUserProperty } from './wire/user-properties.js'
export { eventSpecOf, type EventSpec } from './wire/event-spec.js'
export { experimentViewed, postTransformation, preTransformation } from './wire/vocabulary.js'
