import fc from 'fast-check'
import { InputError, readEvents, type InputPart } from '../src/index.js'
import { partsOfPieces } from './helpers/read-parts.js'

function partsOf(text: string): Promise<InputPart[]> {
  return partsOfPieces([text])
}

/** Events as they are, broken parts as `line:column expected`. */
async function read(text: string): Promise<unknown[]> {
  return (await partsOf(text)).map((part) =>
    part.kind === 'event'
      ? part.event
      : part.kind === 'text'
        ? part
        : `${String(part.line)}:${String(part.column)} ${part.expected}`,
  )
}

describe(readEvents, () => {
  it.each([
    ['one event', '{"a":1}', [{ a: 1 }]],
    ['a laid-out event', '{\n "a": 1\n}', [{ a: 1 }]],
    ['an array', '[{"a":1},{"b":2}]', [{ a: 1 }, { b: 2 }]],
    ['a laid-out array', '[\n{"a":1},\n{"b":2}\n]', [{ a: 1 }, { b: 2 }]],
    ['an array that starts beside its first event', '[{"a":1},\n{"b":2}\n]', [{ a: 1 }, { b: 2 }]],
    ['NDJSON with empty lines', '\n{"a":1}\r\n\n{"b":2}\n', [{ a: 1 }, { b: 2 }]],
    ['laid-out values one after another', '{\n"a":1}\n{\n"b":2}', [{ a: 1 }, { b: 2 }]],
    ['arrays in lines', '[{"a":1}]\n[{"b":2}]', [{ a: 1 }, { b: 2 }]],
    ['an empty array', '[]', []],
    [
      'a value in one line before one over several',
      '{"a":1}\n{\n"b":2\n}\n{"c":3}',
      [{ a: 1 }, { b: 2 }, { c: 3 }],
    ],
    ['values in one line', '{"a":1}{"b":2} [{"c":3}]', [{ a: 1 }, { b: 2 }, { c: 3 }]],
    ['a list without its brackets', '{"a":1},\n{"b":2},\n', [{ a: 1 }, { b: 2 }]],
    ['leading commas', '[{"a":1}\n,{"b":2}\n]', [{ a: 1 }, { b: 2 }]],
    ['an array of one, closed in its own line', '[\n{"a":1}\n]', [{ a: 1 }]],
    ['lists in lists', '[[{"a":1}],[[{"b":2}]]]', [{ a: 1 }, { b: 2 }]],
    ['a byte order mark, and one within', '\ufeff{"a":1}\n\ufeff{"b":2}', [{ a: 1 }, { b: 2 }]],
    ['a JSON text sequence', '\u001e{"a":1}\n\u001e{\n"b":2}', [{ a: 1 }, { b: 2 }]],
    ['code in Markdown', '```json\n{\n"a":1}\n```', [{ a: 1 }]],
  ])('reads %s', async (_what, text, events) => {
    expect(await read(text)).toEqual(events)
  })

  it.each([
    [
      'a broken line among others',
      '{"a":1}\n{"b":\n{"c":3}',
      [{ a: 1 }, '2:6 a value, but the text ends', { c: 3 }],
    ],
    ['a broken first line', 'oops\n{"c":3}', ['1:1 a JSON value', { c: 3 }]],
    ['a one-line header', '# export\n{"a":1}\n{"b":2}', ['1:1 a JSON value', { a: 1 }, { b: 2 }]],
    [
      'a two-line header',
      '# export\n# 2 events\n{"a":1}\n{"b":2}',
      ['1:1 a JSON value', '2:1 a JSON value', { a: 1 }, { b: 2 }],
    ],
    [
      'a broken line among arrays',
      '[{"a":1}]\n[{"b":\n[{"c":3}]',
      [{ a: 1 }, '2:7 a value, but the text ends', { c: 3 }],
    ],
    [
      'a broken first line before arrays',
      '[{"a":\n[{"b":2}]\n[{"c":3}]',
      ['1:7 a value, but the text ends', { b: 2 }, { c: 3 }],
    ],
    ['a bracket too many', '{"a":1}}\n{"b":2}', [{ a: 1 }, '1:8 nothing more', { b: 2 }]],
    [
      'the end of a list',
      '[{"a":1},{"b":2},{"c',
      [{ a: 1 }, { b: 2 }, '1:21 the end of a string, but the text ends'],
    ],
    [
      'the end of a batch',
      '{"batch":[{"type":"page","userId":"u"},{"ty',
      [{ type: 'page', userId: 'u' }, '1:44 the end of a string, but the text ends'],
    ],
    [
      'a broken value over several lines',
      '{\n "a": 1\n "b": {"flag_key": "c"}\n}\n{"d":4}',
      ['3:2 a comma or }', { d: 4 }],
    ],
    [
      'numbers and words',
      '42\n"hello"\ntrue\nnull\n[1,{"a":1}]',
      ['1:1 an event', '2:1 an event', '3:1 an event', '4:1 an event', '5:1 an event', { a: 1 }],
    ],
  ])('reads the events around %s', async (_what, text, parts) => {
    expect(await read(text)).toEqual(parts)
  })

  it.each([
    ['text', 'hello', ['1:1 a JSON value']],
    ['a broken laid-out value', '{\n  "a": 1,\n  b 2\n}', ['3:5 a colon']],
    ['a broken laid-out array', '[\n{"a":1},\n{"b":2},\noops\n]', [{ a: 1 }, { b: 2 }, '4:1 a value']],
    ['a value broken after whole ones', '{\n"a":1}\n{\n"b":oops}', [{ a: 1 }, '4:5 a value']],
  ])('says where %s stops being JSON', async (_what, text, parts) => {
    expect(await read(text)).toEqual(parts)
  })

  it('says in which line an event starts, and its place in an array', async () => {
    const parts = await partsOf('{"a":1}\n\n[{"b":2},{"c":3}]')
    expect(parts.map((part) => part.kind === 'event' && [part.line, part.index])).toEqual([
      [1, null],
      [3, 1],
      [3, 2],
    ])
  })

  it.each([
    ['an empty file', ''],
    ['a file of blank lines', ' \n\n\t\n'],
  ])('rejects %s', async (_what, text) => {
    await expect(partsOf(text)).rejects.toThrow(
      new InputError('The input is empty. Give at least one event.'),
    )
  })

  it('reads any text, wherever it is cut, or rejects it as empty', async () => {
    const line = fc.oneof(
      fc.json(),
      fc.string(),
      fc.constantFrom(
        '[',
        ']',
        '{"a":1},',
        '[{"a":1}]',
        '# export',
        '{',
        '}',
        "{a: 'b',",
        '"{',
        `"{""`,
        "'{",
        "$'{",
      ),
      fc.constantFrom(
        '"{""a"": 1}"',
        "curl x -d '{",
        "analytics.track('x', {",
        'fetch("x", {body:',
        '/*',
        '`',
        '…',
        '\\',
        '{"a" 1}',
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.nat(), async (lines, cut) => {
        const text = lines.join('\n')
        if (text.trim() === '') return
        const whole = await partsOf(text)
        expect(await partsOfPieces([text.slice(0, cut), text.slice(cut)])).toEqual(whole)
      }),
    )
  })

  it.each([
    ['open brackets', '['],
    ['open objects', '{a:'],
    ['open lines', '{"a":[\n{"b":1}\n,\n'],
    ['open quotes', "'{\n"],
    ['open cells', '"{""\n'],
    ['broken lines', 'INFO {"a":[1,\n'],
    ['commands', 'curl x \\\n'],
    ['calls', 'track({"a":1,\n'],
    ['comments', '{/*\n'],
  ])('reads %s in about linear time', async (_what, piece) => {
    // A quadratic reader takes minutes.
    const parts = await partsOf(piece.repeat(4000))
    expect(parts.length).toBeGreaterThan(0)
  })

  it('returns what arrived before the input failed, and no mistake for where it ends', async () => {
    async function* failing(): AsyncGenerator<string> {
      yield '[{"a":1},\n{"b":'
      await Promise.resolve()
      throw new Error('damaged')
    }
    const parts: InputPart[] = []
    const reading = (async () => {
      for await (const part of readEvents(failing())) parts.push(part)
    })()
    await expect(reading).rejects.toThrow('damaged')
    expect(parts).toMatchObject([{ kind: 'event', event: { a: 1 } }])
  })
})
