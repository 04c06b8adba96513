const mostCharacters = 128 * 2 ** 20

/**
 * The text of a file, gzipped or not.
 * @throws {Error} with a message for people
 */
export async function readFile(file: Blob): Promise<string> {
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  const isGzipped = start[0] === 0x1f && start[1] === 0x8b
  const bytes = isGzipped ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream()
  const reader = bytes.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new Error(
        isGzipped ? 'The gzipped file is damaged. Download it again.' : 'The file can’t be read.',
      )
    })
    if (done) return text
    text += value
    if (text.length > mostCharacters)
      throw new Error('The file has more than 128 million characters. Split it.')
  }
}
