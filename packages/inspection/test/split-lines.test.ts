import { InputError } from '../src/index.js'
import { splitLines } from '../src/input/split-lines.js'

async function* inPieces(...pieces: readonly string[]): AsyncGenerator<string> {
  for (const piece of pieces) yield await Promise.resolve(piece)
}

async function linesOf(pieces: readonly string[], limit: number): Promise<string[]> {
  const lines: string[] = []
  for await (const some of splitLines(inPieces(...pieces), limit)) lines.push(...some)
  return lines
}

describe(splitLines, () => {
  it('returns the same lines wherever the text is cut', async () => {
    const text = 'one\n\ntwo\r\nthree'
    for (const pieces of [[text], Array.from(text), ['one\n\nt', 'wo\r', '\nthree']]) {
      expect(await linesOf(pieces, 100)).toStrictEqual(['one', '', 'two\r', 'three'])
    }
  })

  it('rejects a line over the limit and says how to avoid it', async () => {
    const reading = linesOf(['short\n', 'x'.repeat(6), 'x'.repeat(6)], 10)
    await expect(reading).rejects.toThrow(InputError)
    await expect(reading).rejects.toThrow('Give it as NDJSON, one event a line')
  })
})
