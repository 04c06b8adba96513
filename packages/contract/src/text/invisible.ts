/**
 * A pattern for characters that display as nothing or as a blank: spaces of every kind, controls, format characters and
 * fillers such as U+200B, U+3164 and U+115F. It includes the blank braille pattern and the musical null notehead, which
 * Unicode classifies as symbols.
 */
export const blank = String.raw`[\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}]`

/** Any of them except the ordinary space, which people expect in a text. */
const invisible = `(?! )${blank}`

/** A character that is an emoji alone or with the selector that makes it one, optionally with a skin tone. */
const emoji = String.raw`(?:(?!\p{Emoji_Presentation})\p{Extended_Pictographic}\ufe0f|\p{Extended_Pictographic}\p{Emoji_Modifier}?)`

const viramas = String.raw`[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca]`
const joiningToBothSides = String.raw`[\u0620\u0626\u0628\u062a-\u062e\u0633-\u063f\u0641-\u0647\u0649\u064a\u066e\u066f\u0678-\u0687\u069a-\u06bf\u06c1\u06c2\u06cc\u06ce\u06d0\u06d1]`
const joiningToTheRight = String.raw`[\u0620\u0622-\u063f\u0641-\u064a\u066e-\u0673\u0675-\u06d3\u06d5]`

/**
 * Sequences in which an invisible character changes how its neighbors look, so people can see the difference: emoji (Unicode
 * TS 51), and joiners in Arabic and Indic script (RFC 5892, A.1 and A.2). Each alternative includes the preceding neighbor.
 */
const shaping = [
  String.raw`${emoji}(?:\u200d${emoji})*`,
  String.raw`[#*0-9]\ufe0f\u20e3`,
  String.raw`${viramas}[\u200c\u200d](?=\p{L})`,
  String.raw`${joiningToBothSides}[\u064b-\u065f\u0670]*\u200c(?=${joiningToTheRight})`,
].join('|')

const everyShaping = new RegExp(shaping, 'gu')
const anyInvisible = new RegExp(invisible, 'u')
const everyInvisible = new RegExp(`${shaping}|(${invisible}|[\\p{Cs}\\p{Co}])`, 'gu')

/** Whether a text contains an invisible character, so it isn't the text that people see. */
export function hasInvisible(text: string): boolean {
  // Nearly every text is plain ASCII.
  return !/^[ -~]*$/.test(text) && anyInvisible.test(withoutShaping(text))
}

/** Replaces each sequence whose looks depend on an invisible character with a letter. */
export function withoutShaping(text: string): string {
  return text.replace(everyShaping, 'x')
}

/** The text without its invisible characters. */
export function withoutInvisible(text: string): string {
  return hasInvisible(text) ? replaceInvisible(text, () => '') : text
}

/**
 * Replaces each invisible character, and also lone surrogates and private-use characters, which nobody can read.
 */
export function replaceInvisible(text: string, replace: (character: string) => string): string {
  return text.replace(everyInvisible, (match, character: string | undefined) =>
    character === undefined ? match : replace(character),
  )
}
