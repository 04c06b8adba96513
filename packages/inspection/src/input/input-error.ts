/** A text can't be read as events. The message is a sentence for people and never quotes the text. */
export class InputError extends Error {
  override readonly name = 'InputError'
}
