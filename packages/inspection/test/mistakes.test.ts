import { describeMistake, nextStepFor, readEvents } from '../src/index.js'

/** A text’s first mistake in words, with its excerpt. */
async function mistakeIn(text: string): Promise<string[]> {
  for await (const part of readEvents([text]))
    if (part.kind === 'broken') {
      const { before, after, isCutBefore, isCutAfter } = part.excerpt
      return [
        describeMistake(part),
        `${isCutBefore ? '…' : ''}${before}^${after}${isCutAfter ? '…' : ''}`,
        nextStepFor(part),
      ]
    }
  return []
}

const more = 'Give a Segment event: { "type": "track", "event": "$impression", … }.'

it.each([
  [
    '{\n"a": 1\n"b": 2}',
    'line 3, column 1 isn’t JSON: expected a comma or }.',
    '^"b": 2}',
    'Add a comma at the end of line 2.',
  ],
  [
    '{"a": 1 "b": 2}',
    'line 1, column 9 isn’t JSON: expected a comma or }.',
    '{"a": 1 ^"b": 2}',
    'Add a comma before this place on line 1.',
  ],
  [
    '{"a": 1,\n, "b": 2}',
    'line 2, column 1 isn’t JSON: expected a name, or }.',
    '^, "b": 2}',
    'Remove the comma on line 2.',
  ],
  [
    '{"a" 1}',
    'line 1, column 6 isn’t JSON: expected a colon.',
    '{"a" ^1}',
    'Put a colon between the name and its value on line 1.',
  ],
  [
    '{"a": [1}',
    'line 1, column 9 isn’t JSON: expected a comma or ].',
    '{"a": [1^}',
    'Replace the bracket on line 1 with ], or add what’s missing before it.',
  ],
  [
    '{"a": 1}\n]',
    'line 2, column 1 isn’t JSON: expected nothing more.',
    '^]',
    'Remove the bracket on line 2: it closes nothing.',
  ],
  [
    '{"a": [1',
    'line 1, column 9 isn’t JSON: expected a comma or ], but the text ends.',
    '{"a": [1^',
    'Copy the whole text: its end is missing, at least ]} on line 1.',
  ],
  [
    '{"a": "b\nc"}',
    'line 1, column 9 isn’t JSON: expected the end of a string.',
    '{"a": "b^',
    'Close the text that starts on line 1 with a quote, and write line ends in it as \\n.',
  ],
  [
    '{"a": "\t"}',
    'line 1, column 8 isn’t JSON: expected an escape, not a raw control character.',
    '{"a": "^\t"}',
    'Write the character on line 1 as an escape: \\t for a tab.',
  ],
  [
    '{"a": "\\q"}',
    'line 1, column 8 isn’t JSON: expected an escape such as \\n or \\\\.',
    '{"a": "^\\q"}',
    'Write the backslash on line 1 as \\\\.',
  ],
  [
    "{type: 'track', properties: {…}}",
    'line 1, column 30 isn’t JSON: expected a name, or }.',
    "{type: 'track', properties: {^…}}",
    'The console left a part out here. Print all of it with JSON.stringify(…), or with copy(…) in a browser.',
  ],
  [
    '{“a”: 1}',
    'line 1, column 2 isn’t JSON: expected a name, or }.',
    '{^“a”: 1}',
    'Replace the curly quotes on line 1 with straight ones: ".',
  ],
  [
    '{"a": props}',
    'line 1, column 7 isn’t JSON: expected a value.',
    '{"a": ^props}',
    'Replace props on line 1 with its value; if that’s text, put it in quotes.',
  ],
  [
    '{"a": 1, ?}',
    'line 1, column 10 isn’t JSON: expected a name, or }.',
    '{"a": 1, ^?}',
    'Put a name in double quotes on line 1, a colon and a value.',
  ],
  ['hello', 'line 1, column 1 isn’t JSON: expected a JSON value.', '^hello', more],
  ['42', 'line 1, column 1 is a number, not an event.', '^42', more],
  ['[{}, "x"]', 'line 1, column 1: element 2 of the list is text, not an event.', '^', more],
  [
    'curl https://x.test -d @body.json',
    'line 1, column 1 sends a file, which isn’t part of the text.',
    '^curl https://x.test -d @body.j…',
    'Inspect that file.',
  ],
  [
    `{"${'x'.repeat(90)}" ${'y'.repeat(90)}}`,
    'line 1, column 95 isn’t JSON: expected a colon.',
    `…${'x'.repeat(28)}" ^${'y'.repeat(30)}…`,
    'Put a colon between the name and its value on line 1.',
  ],
])('%j: %s', async (text, ...words) => {
  expect(await mistakeIn(text)).toEqual(words)
})
