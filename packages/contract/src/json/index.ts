/** Primitives for reading untrusted JSON, shared by every package. */
export { isTooDeep, maxJsonLayers } from './is-too-deep.js'
export { isGiven, isObject, own, ownPath, plain, type JsonObject } from './json-object.js'
export { parseJson } from './parse-json.js'
export { kindOf, type ValueKind } from './value-kind.js'
