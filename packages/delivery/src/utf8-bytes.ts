/** How many bytes a text takes in UTF-8. By hand, since bare isolates have no `TextEncoder`. */
export function utf8Bytes(text: string): number {
  let bytes = text.length
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit < 0x80) continue
    // A surrogate pair is 2 units and 4 bytes, so each of its units counts 2 like a two-byte character.
    bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2
  }
  return bytes
}
