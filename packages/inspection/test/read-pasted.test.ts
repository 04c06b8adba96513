import { readText } from './helpers/read-parts.js'

const call = { type: 'track', event: '$exposure', properties: { flag_key: 'a', variant: 'it’s "b" \\' } }
const json = JSON.stringify(call)
const pretty = JSON.stringify(call, null, 2)
const inCall =
  'Read 1 event from a call such as analytics.track(…), which gets its ids and times only when it runs.'
const inText = 'Found 1 event within lines of other text.'
const inQuotes = 'Read 1 event from JSON in quotes.'
const curl = 'Read 1 event from the body of a curl command.'
const caret = (text: string): string =>
  text.replace(/["{}\\&|<>%]/g, (one) => (/["\\]/.test(one) ? `^\\^${one}` : `^${one}`))

describe('what people paste', () => {
  it.each([
    ['a log line', `2026-11-20 INFO [w-1] sent ${json} in {ms: 3} and {}`, inText],
    ['several lines of a log', `INFO sent ${pretty} ok`, inText],
    ['quoted in a log line', `ts=1 msg=${JSON.stringify(json)} ok`, inQuotes],
    ['a cell', `"${json.replaceAll('"', '""')}"`, inQuotes],
    ['a cell over several lines', `id,"${pretty.replaceAll('"', '""')}",1`, inQuotes],
    ['a column with tabs', `1\t${json}\tx`, inText],
    [
      'curl',
      `curl 'https://x.test/v1/t' \\\n -H 'a: {"b":1}' \\\n --data-raw '${json.replaceAll("'", "'\\''")}'`,
      curl,
    ],
    ['curl with double quotes', `$ curl https://x.test -d "${json.replace(/["\\]/g, '\\$&')}"`, curl],
    [
      'curl with $’…’',
      `curl https://x.test --data-raw $'${json.replaceAll('\\', '\\\\').replace('!', '\\u0021')}'`,
      curl,
    ],
    ['curl with an option and its body in one', `curl x.test --data='${json}' && echo`, curl],
    ['curl without the end of its quotes', `curl x.test -d '${json}`, curl],
    ['curl that goes on after its end', `curl x.test -d '${json}' \\`, curl],
    ['curl without the end of its double quotes', `curl x.test -d "${json.replace(/["\\]/g, '\\$&')}`, curl],
    ['curl of Windows', `curl ^"https://x.test^" ^\n --data-raw ^"${caret(json)}^"`, curl],
    [
      'curl with a JSON option',
      `curl --json '{event: "$exposure", type: "track", properties: ${JSON.stringify(call.properties)}}' x.test`,
      curl,
    ],
    [
      'fetch',
      `fetch("https://x.test/v1/t", {\n  "body": ${JSON.stringify(json)},\n  "method": "POST"\n});`,
      'Read 1 event from the body of a fetch call.',
    ],
    [
      'PowerShell',
      `Invoke-WebRequest -Uri "https://x.test" -Body "${json.replace(/["`$]/g, '`$&')}"`,
      inQuotes,
    ],
    ['a shell’s single quotes', `echo '${json}'`, inQuotes],
  ])('%s is read', async (_what, text, note) => {
    const { events, notes } = await readText(text)
    expect(events).toEqual([call])
    expect(notes).toContain(note)
  })

  it.each([
    ['a trailing comma', '{"a": 1,\n}', { a: 1 }, 'a trailing comma on line 1'],
    ['single quotes', `{'a': 'it\\'s'}`, { a: "it's" }, 'single quotes on line 1'],
    [
      'escapes of JavaScript',
      "{'a': '\\u{1f600}\\x41\\\nb\\v'}",
      { a: '\u{1f600}Ab\v' },
      'single quotes on line 1',
    ],
    ['names without quotes', '{a: 1, $b_2: 2}', { a: 1, $b_2: 2 }, 'a name without quotes on line 1'],
    ['comments', '{"a": 1 // one\n/* two */}', { a: 1 }, 'a comment on line 1'],
    [
      'undefined',
      '{"a": undefined, "b": [undefined, NaN]}',
      { b: [null, null] },
      'undefined or NaN on line 1',
    ],
    ['Python', '{"a": None, "b": True}', { a: null, b: true }, 'a word of Python on line 1'],
    [
      'numbers',
      '{"a": .5, "b": -0x10, "c": 12n}',
      { a: 0.5, b: -16, c: 12 },
      'a number as JavaScript writes it on line 1',
    ],
    ['backquotes', '{"a": `b\nc`}', { a: 'b\nc' }, 'backquotes on line 1'],
    ['a missing comma', '[{"a": 1}\n{"b": 2}]', { a: 1 }, 'a missing comma on line 1'],
    [
      'a console’s classes',
      '{"a": Object { "b": Array(1) [ 1 ] }}',
      { a: { b: [1] } },
      'the name of a class on line 1',
    ],
    ['JSON.stringify', '{"a": JSON.stringify([1])}', { a: [1] }, 'JSON.stringify(…) on line 1'],
    ['a blank of the web', '{"a":\u00a01}', { a: 1 }, 'a blank that JSON doesn’t allow on line 1'],
    [
      'own properties only',
      '{__proto__: {a: 1}}',
      JSON.parse('{"__proto__":{"a":1}}'),
      'a name without quotes on line 1',
    ],
  ])('%s is read, and said', async (_what, text, event: unknown, words) => {
    const { events, notes } = await readText(text)
    expect(events[0]).toEqual(event)
    expect(notes).toContain(`Read as a JavaScript object, because it isn’t JSON: ${words}.`)
  })

  it.each([
    [`analytics.track('$exposure', ${json.slice(json.indexOf('{"flag'), -1)});`],
    [
      `window.analytics.track('$exposure', {\n flag_key: 'a', // the flag\n variant: 'it’s "b" \\\\' }, callback)`,
    ],
    [`rudderanalytics.track(${json})`],
  ])('%s is the call that it makes', async (text) => {
    const { events, notes } = await readText(text)
    expect([events, notes[0]]).toEqual([[call], inCall])
  })

  it('several calls are read, and code around them isn’t a mistake', async () => {
    const code = `// first\nanalytics.page()\nanalytics.identify('u1', {plan: 'x'})\nfunction track(event) { return {} }\n`
    expect(await readText(code)).toMatchObject({
      events: [{ type: 'page' }, { type: 'identify', userId: 'u1', traits: { plan: 'x' } }],
      notes: [expect.any(String), expect.any(String), 'Left out 2 lines of text without an event.'],
    })
  })

  it('a table is read without its header', async () => {
    const row = (id: string) => `${id},track,"${json.replaceAll('"', '""')}"`
    expect((await readText(`id,event,payload\n${row('1')}\n${row('2')}\n`)).events).toEqual([call, call])
  })

  it('an id past 2^53 stays as imprecise as JSON reads it', async () => {
    const { events } = await readText("{type: 'track', event: 'x', userId: 175928847299117063}")
    expect(events).toEqual([
      { type: 'track', event: 'x', userId: JSON.parse('175928847299117063') as unknown },
    ])
  })
})
