/**
 * Whether a value stands in a key’s place: the mask of a page (`••••3f2a`, `abcd…wxyz`), of Segment’s Public API
 * (`••••••••••3f2a`) or of a log (`<redacted>`), or a placeholder (`<api key>`).
 */
export function isMaskedKey(value: unknown): boolean {
  return typeof value === 'string' && mask.test(value.trim())
}

const mask = /[*•●∙·█▒…]|\.{3}|^[x×_.#-]+$|^(?:<.*>|\[.*\]|\{.*\})$|^(?:redacted|masked|hidden)$/i
