/** What isn't JSON in a text that could be read all the same. */
export type LeniencyKind =
  | 'trailing comma'
  | 'missing comma'
  | 'extra comma'
  | 'single quotes'
  | 'backquotes'
  | 'unquoted name'
  | 'comment'
  | 'undefined'
  | 'number'
  | 'word'
  | 'class name'
  | 'blank'
  | 'JSON.stringify'

/** Something that isn't JSON, at an offset of the text. */
export interface Leniency {
  readonly kind: LeniencyKind
  readonly at: number
}
