export { amplitudeEventSchema, type AmplitudeEvent } from './amplitude-event.js'
export { amplitudeLimits, isRefusedId } from './amplitude-limits.js'
export type { ExperimentEvent } from './experiment-event.js'
export { escapeText } from './escape-text.js'
export { describeIssues } from './describe-issues.js'
export { describeIssue, formatIssue, type IssueDescription } from './format-issue.js'
export { integrationsOff } from './integrations.js'
export {
  createIssue,
  hasErrors,
  issueSeverity,
  type Issue,
  type IssueCode,
  type IssueParams,
  type IssuePath,
  type Severity,
} from './issues.js'
export { limitIssues } from './limit-issues.js'
export { nearVariant } from './near-variant.js'
export type { ValueKind } from './json/value-kind.js'
export { movedProperties, parseTrackEvent } from './parse.js'
export type { Result } from './result.js'
export type { JsonSchema } from './schema/json-schema.js'
export { postTransformationJsonSchema } from './schema/post-transformation.js'
export { preTransformationJsonSchema } from './schema/pre-transformation.js'
export { trackEventSchema, type TrackEvent } from './track-event.js'
export { transform, type TransformOptions } from './transform.js'
export { isUnsafeNumber } from './unsafe-number.js'
export { experimentUserProperty } from './user-properties.js'
export { postTransformation, preTransformation } from './vocabulary.js'
