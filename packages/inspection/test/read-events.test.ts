import fc from 'fast-check'
import { InputError, readEvents, type InputPart } from '../src/index.js'

async function partsOf(text: string): Promise<InputPart[]> {
  const parts: InputPart[] = []
  for await (const part of readEvents([text])) parts.push(part)
  return parts
}

/** Events as they are, broken parts as `line:column expected`. */
async function read(text: string): Promise<unknown[]> {
  return (await partsOf(text)).map((part) =>
    part.kind === 'event' ? part.event : `${String(part.line)}:${String(part.column)} ${part.expected}`,
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
  ])('reads %s', async (_what, text, events) => {
    expect(await read(text)).toEqual(events)
  })

  it.each([
    [
      'a broken line among others',
      '{"a":1}\n{"b":\n{"c":3}',
      [{ a: 1 }, '2:6 a JSON value, but the text ends', { c: 3 }],
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
      [{ a: 1 }, '2:7 a JSON value, but the text ends', { c: 3 }],
    ],
    [
      'a broken first line before arrays',
      '[{"a":\n[{"b":2}]\n[{"c":3}]',
      ['1:7 a JSON value, but the text ends', { b: 2 }, { c: 3 }],
    ],
    ['a line with something after it', '{"a":1}\n{"b":2} x', [{ a: 1 }, '2:9 the end of the line']],
  ])('reads the events around %s', async (_what, text, parts) => {
    expect(await read(text)).toEqual(parts)
  })

  it.each([
    ['text', 'hello', ['1:1 a JSON value']],
    ['a broken laid-out value', '{\n  "a": 1,\n  b: 2\n}', ['3:3 a name in double quotes']],
    ['a broken laid-out array', '[\n{"a":1},\n{"b":2},\noops\n]', ['4:1 a JSON value']],
    ['a value broken after whole ones', '{\n"a":1}\n{\n"b":oops}', [{ a: 1 }, '4:5 a JSON value']],
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
      fc.constantFrom('[', ']', '{"a":1},', '[{"a":1}]', '# export'),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.nat(), async (lines, cut) => {
        const text = lines.join('\n')
        if (text.trim() === '') return
        const whole = await partsOf(text)
        const pieces: InputPart[] = []
        for await (const part of readEvents([text.slice(0, cut), text.slice(cut)])) pieces.push(part)
        expect(pieces).toEqual(whole)
      }),
    )
  })
})
