/** Primitives for reading untrusted JSON, shared by every package. */
export { isTooDeep, maxJsonLayers } from './is-too-deep.js'
export { isGiven, isObject, own, ownPath, parseJson, plain, type JsonObject } from './json-value.js'
export { kindOf, type ValueKind } from './value-kind.js'
