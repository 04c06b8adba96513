const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let bits = byte
  for (let bit = 0; bit < 8; bit += 1) bits = (bits >>> 1) ^ (bits & 1 ? 0xedb88320 : 0)
  return bits
})

/** Carries the checksum of gzip on over more bytes; starts with 0. */
export function crc32(bytes: Uint8Array, before: number): number {
  let bits = ~before
  for (const byte of bytes) bits = (bits >>> 8) ^ (table[(bits ^ byte) & 255] as number)
  return ~bits >>> 0
}
