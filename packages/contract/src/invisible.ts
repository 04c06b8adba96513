/**
 * What shows nothing, or a blank that is not the one of the space bar, as the source of a character class: controls, format
 * characters and fillers (U+200B, U+3164, U+115F …), every space but the plain one (U+00A0, U+3000 …), line separators, the blank
 * braille pattern. Two keys that look alike are two experiments.
 */
export const invisibleClass = String.raw`\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2800`
