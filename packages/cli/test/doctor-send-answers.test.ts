// Segment and Amplitude may be busy, refuse, or be somebody else; the user may say no, or stop.
import { createServer, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { Fault } from '@experiment-impressions/sandbox'
import {
  createRoads,
  env,
  eventAlone,
  read,
  subscription,
  userId,
  type RoadOptions,
} from './helpers/doctor-send.js'

const roads = createRoads()
afterEach(() => roads.close())

const off = [subscription({ enabled: false })]

/** A Segment that answers like this, one answer after another, the last of them for good. */
async function segmentThat(...answers: ((response: ServerResponse) => void)[]) {
  const keys: (string | undefined)[] = []
  const bodies: string[] = []
  const url = await roads.serve(
    createServer((request, response) => {
      keys.push(request.headers.authorization)
      let body = ''
      request.on('data', (piece) => (body += String(piece)))
      request.on('end', () => {
        bodies.push(body)
        answers[Math.min(keys.length, answers.length) - 1]?.(response)
      })
    }),
  )
  return { url, keys, bodies }
}

const json =
  (status: number, body: object, headers = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }
const page = (status: number) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'text/html', location: 'http://127.0.0.1:2/' }).end('<html>')
}

describe('what Segment answers', () => {
  const toSegment = async (answers: ((response: ServerResponse) => void)[]) => {
    const segment = await segmentThat(...answers)
    const { send, waited } = await roads.road()
    const ran = read(await send(['--yes', '--json', '--segment-url', segment.url]))
    return { ...ran, ...segment, waited }
  }

  it.each<[string, (response: ServerResponse) => void, string, object]>([
    [
      'refuses the key',
      json(400, { message: 'no such key: write-key-1\u001b[2J' }),
      'SEGMENT_REFUSED',
      { status: 400, message: 'no such key: <SEGMENT_WRITE_KEY>\\u001b[2J' },
    ],
    ['refuses without a word', json(401, {}), 'SEGMENT_REFUSED', { status: 401 }],
    ['is a page', page(200), 'SEGMENT_FOREIGN', { status: 200, contentType: 'text/html', length: 6 }],
    [
      'is a page that refuses',
      page(403),
      'SEGMENT_FOREIGN',
      { status: 403, contentType: 'text/html', length: 6 },
    ],
    ['leads elsewhere', page(302), 'SEGMENT_FOREIGN', { status: 302, contentType: 'text/html', length: 6 }],
    [
      'is somebody else’s success',
      json(200, { ok: true }),
      'SEGMENT_FOREIGN',
      { status: 200, contentType: 'application/json', length: 11 },
    ],
    ['is busy for good', json(503, {}), 'SEGMENT_BUSY', { status: 503 }],
    ['is cut off', (response) => response.destroy(), 'SEGMENT_UNREACHABLE', { cause: 'cut off' }],
    [
      'never ends',
      (response) => {
        response.writeHead(200)
        response.write(' '.repeat(6_000_000))
      },
      'SEGMENT_UNREACHABLE',
      { cause: 'over 5 MB' },
    ],
  ])('is told where it %s', async (_, answer, code, params) => {
    const ran = await toSegment([answer])
    const { host } = new URL(ran.url)
    expect({ code: ran.code, lines: ran.lines, params: ran.findings[0]?.params }).toEqual({
      code: 1,
      lines: [`segment error ${code}`],
      params: { host, ...params },
    })
    expect(ran.statuses).toMatchObject({ amplitude: 'skipped', unset: 'skipped', person: 'skipped' })
  })

  it('is told where it comes too late', async () => {
    const segment = await segmentThat(() => undefined)
    const { send } = await roads.road()
    const { findings } = read(
      await send(['--yes', '--json', '--segment-url', segment.url], { dependencies: { deadlineMs: 500 } }),
    )
    expect(findings).toMatchObject([{ code: 'SEGMENT_UNREACHABLE', params: { cause: 'too late' } }])
  })

  it('is waited for while Segment is busy, with the same message id, as long as it asks', async () => {
    const { bodies, waited, keys, lines } = await toSegment([
      json(429, {}, { 'retry-after': '7' }),
      json(500, {}, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }),
      json(200, { success: true }),
    ])
    expect(waited.slice(0, 2)).toStrictEqual([7000, 5000])
    expect(bodies).toHaveLength(3)
    expect(new Set(bodies.map((body) => (JSON.parse(body) as { messageId: string }).messageId)).size).toBe(1)
    expect(keys[0]).toBe(`Basic ${Buffer.from('write-key-1:').toString('base64')}`)
    // It has taken it, and passes it on to nobody.
    expect(lines).toStrictEqual(['amplitude error IMPRESSION_LOST'])
  })

  it('may fail the second time alone', async () => {
    const refusing = await segmentThat(json(400, { message: 'no' }))
    const { sandbox, send } = await roads.road()
    const segmentUrl = await roads.serve(
      createServer((request, response) => {
        let body = ''
        request.on('data', (piece) => (body += String(piece)))
        request.on('end', () => {
          const target = body.includes('"variant"') ? sandbox.url : refusing.url
          void fetch(`${target}/v1/track`, { method: 'POST', body }).then(async (answer) => {
            json(answer.status, (await answer.json()) as object)(response)
          })
        })
      }),
    )
    const { lines, report } = read(await send(['--yes', '--json', '--segment-url', segmentUrl]))
    expect({ lines, sent: report.sent }).toStrictEqual({ lines: ['unset error SEGMENT_REFUSED'], sent: 2 })
  })
})

describe('what Amplitude answers', () => {
  const asked = async (faults: readonly Fault[], options: RoadOptions = {}) => {
    const { send, waited } = await roads.road({ faults, ...options })
    return { ...read(await send(['--yes', '--json'])), waited }
  }

  it.each<[string, Fault, string, object]>([
    ['is busy', { status: 429, path: 'usersearch' }, 'WATCH_BUSY', { status: 429 }],
    ['is in trouble', { status: 503, path: 'useractivity' }, 'WATCH_BUSY', { status: 503 }],
    ['is a page', { body: '<html>', path: 'usersearch' }, 'WATCH_FOREIGN', { status: 200, length: 6 }],
    ['is something else', { body: { events: 1 }, path: 'useractivity' }, 'WATCH_FOREIGN', { status: 200 }],
    ['leads elsewhere', { status: 302, path: 'usersearch' }, 'WATCH_FOREIGN', { status: 302 }],
    ['is cut off', { cut: 'before', path: 'useractivity' }, 'WATCH_UNREACHABLE', { cause: 'cut off' }],
    ['refuses the keys after all', { status: 401, path: 'useractivity' }, 'KEYS_REFUSED', { status: 401 }],
  ])('is told where it %s', async (_, fault, code, params) => {
    const { lines, findings, report } = await asked([fault])
    expect({ lines, sent: report.sent }).toStrictEqual({ lines: [`amplitude error ${code}`], sent: 1 })
    expect(findings[0]?.params).toMatchObject(params)
  })

  it('is waited for while it is busy, longer each time, which makes no impression late', async () => {
    const { code, lines, waited } = await asked([{ status: 429, path: 'usersearch', times: 5 }])
    expect({ code, lines }).toStrictEqual({ code: 0, lines: [] })
    expect(waited.slice(1, 5)).toStrictEqual([15_000, 30_000, 60_000, 120_000])
  })

  it.each<Fault>([
    { body: '<html>', path: 'usersearch' },
    { cut: 'halfway', path: 'useractivity' },
  ])('may be nonsense twice in a row: %j', async (fault) => {
    const { code, lines } = await asked([{ ...fault, times: 2 }])
    expect({ code, lines }).toStrictEqual({ code: 0, lines: [] })
  })

  it('is looked at with no more questions than the project has left', async () => {
    const { lines } = await asked([], { limits: { lookupsPerHour: 2 } })
    expect(lines).toStrictEqual(['amplitude error WATCH_BUSY'])
  })

  it.each<[string, number, RoadOptions]>([
    ['property', 2, { subscriptions: [], alongside: eventAlone }],
    ['unset', 2, {}],
    ['copies', 3, {}],
  ])('is told at the stage at which it fails: %s', async (stage, faultsAt, options) => {
    const { code, lines } = await asked([{ status: 500, path: 'useractivity' }], { faultsAt, ...options })
    expect({ code, first: lines[0] }).toStrictEqual({ code: 1, first: `${stage} error WATCH_BUSY` })
  })

  it('may be nothing to the question for the device alone', async () => {
    const { code, lines } = await asked([{ status: 500, path: 'usersearch', every: 3 }], {
      subscriptions: off,
    })
    expect({ code, lines }).toStrictEqual({ code: 1, lines: ['amplitude error IMPRESSION_LOST'] })
  })

  it('may have odd things in it', async () => {
    const { lines } = await asked([
      {
        body: { type: 'match_user_prefix', matches: [{ user_id: userId, amplitude_id: 1 }] },
        path: 'usersearch',
        times: 1,
      },
      {
        body: { type: 'x', matches: [null, { amplitude_id: '1' }, { user_id: 7 }] },
        path: 'usersearch',
        times: 2,
      },
      { body: { userData: {}, events: [null, { event_type: 7 }] }, path: 'useractivity', times: 1 },
    ])
    expect(lines).toStrictEqual([])
  })
})

describe('without keys that work', () => {
  it.each(['AMPLITUDE_API_KEY', 'AMPLITUDE_SECRET_KEY'])('nothing is sent: %s', async (variable) => {
    const { send, sandbox } = await roads.road()
    const ran = await send(['--yes', '--json'], { env: { ...env, [variable]: 'wrong' } })
    const { code, lines, report } = read(ran)
    expect({ code, lines, sent: report.sent, person: report.person }).toStrictEqual({
      code: 1,
      lines: ['keys error KEYS_REFUSED'],
      sent: 0,
      person: null,
    })
    expect(ran.stderr).toBe('Nothing was sent.\n')
    expect(sandbox.events()).toStrictEqual([])
  })

  it('nothing is sent: Amplitude is busy, and nobody could watch', async () => {
    const { send, sandbox } = await roads.road({ limits: { lookupsPerHour: 0 } })
    const { code, lines } = read(await send(['--yes', '--json']))
    expect({ code, lines }).toStrictEqual({ code: 1, lines: ['keys warning AMPLITUDE_BUSY'] })
    expect(sandbox.events()).toStrictEqual([])
  })
})

describe('what it asks', () => {
  it.each(['n\n', '\n', 'ja\n', ''])('sends nothing without a yes: %j', async (typed) => {
    const { send, sandbox } = await roads.road()
    const { code, stderr } = await send([], { typed, columns: 80 })
    expect(code).toBe(0)
    expect(stderr).toMatch(/Send them\? \[y\/N\] \n?Nothing was sent\.\n$/)
    expect(sandbox.events()).toStrictEqual([])
  })

  /** Somebody at a terminal who answers each question when it is asked. */
  const answering = (...answers: string[]) => {
    const typed = new Readable({ read: () => undefined })
    return {
      typed,
      columns: 80,
      onError: (text: string) => {
        if (text.includes('[y/N]')) typed.push(`${answers.shift() ?? ''}\n`)
      },
    }
  }

  it('sends, and has the test person deleted, after two of them', async () => {
    const { send, sandbox } = await roads.road()
    const { code, stdout } = await send([], answering('y', 'YES'))
    expect(code).toBe(0)
    expect(stdout).toContain(`✓ Test person      Amplitude deletes ${userId} by`)
    expect(sandbox.user(userId)).toBeUndefined()
    const { body } = await jobsOf(sandbox.url)
    expect(body).toMatchObject([{ amplitude_ids: [{ requester: 'impressions doctor' }] }])
  })

  it('lets the test person stay without the second', async () => {
    const { send, sandbox } = await roads.road()
    const { stdout } = await send([], answering('y', 'n'))
    expect(stdout).toContain(`· Test person      ${userId} stays`)
    expect(sandbox.user(userId)).toBeDefined()
  })

  it('needs --yes where there is no terminal', async () => {
    const { send } = await roads.road()
    const { code, stderr } = await send([])
    expect(code).toBe(2)
    expect(stderr).toContain('Add --yes to confirm it.')
  })
})

async function jobsOf(url: string) {
  const pair = Buffer.from(`${env.AMPLITUDE_API_KEY}:${env.AMPLITUDE_SECRET_KEY}`).toString('base64')
  const today = new Date()
  const day = (days: number) => new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10)
  const response = await fetch(
    `${url}/amplitude/api/2/deletions/users?start_day=${day(0)}&end_day=${day(60)}`,
    { headers: { authorization: `Basic ${pair}` } },
  )
  return { body: (await response.json()) as unknown }
}

describe('--delete-test-person', () => {
  const args = ['--yes', '--json', '--delete-test-person']

  it('asks nothing, and deletes whoever the impression became', async () => {
    const { send, sandbox } = await roads.road({ subscriptions: [subscription({}, { user_id: undefined })] })
    const { statuses } = read(await send(args))
    expect(statuses['person']).toBe('passed')
    expect(sandbox.user('id-0002')).toBeUndefined()
  })

  it('has nobody to delete where nothing has arrived', async () => {
    const { send } = await roads.road({ subscriptions: off })
    const { report } = read(await send(args))
    expect(report.stages.at(-1)).toMatchObject({
      status: 'skipped',
      note: 'Amplitude doesn’t know the test person, so there is nobody to delete.',
    })
  })

  it.each<[string, Fault, string]>([
    ['refuses', { status: 400 }, '400'],
    ['does nothing', { body: { message: 'Nothing scheduled' } }, 'nothing was scheduled'],
    ['is cut off', { cut: 'before' }, 'cut off'],
  ])('says where Amplitude %s', async (_, fault, problem) => {
    const { send, sandbox } = await roads.road({ faults: [{ ...fault, path: 'deletions' }] })
    const { code, lines, findings } = read(await send(args))
    expect({ code, lines, params: findings[0]?.params }).toStrictEqual({
      code: 1,
      lines: ['person error PERSON_NOT_DELETED'],
      params: { host: new URL(sandbox.url).host, problem },
    })
  })

  it('names no day that is none', async () => {
    const { send } = await roads.road({ faults: [{ body: [{ day: '\u001b[2J' }], path: 'deletions' }] })
    const { report } = read(await send(args))
    expect(report.stages.at(-1)?.note).toContain('within 30 days')
  })
})

describe('Ctrl-C', () => {
  const stopped = `1 test impression had been sent, as the user ${userId} with the device id id-0002.`

  it('before anything is sent says so', async () => {
    const { send, sandbox } = await roads.road()
    const ran = await send(['--yes'], { signal: AbortSignal.abort() })
    expect(ran).toStrictEqual({ code: 130, stdout: '', stderr: 'Stopped. Nothing was sent.\n' })
    expect(sandbox.events()).toStrictEqual([])
  })

  it.each([
    ['Send them?', [], 'Stopped. Nothing was sent.'],
    ['Delete the', ['--yes'], '2 test impressions had been sent'],
  ])('ends the question “%s”', async (question, args, words) => {
    const { send } = await roads.road()
    const stop = new AbortController()
    const { code, stderr } = await send(args, {
      typed: new Readable({ read: () => undefined }),
      columns: 80,
      signal: stop.signal,
      onError: (text) => {
        if (text.includes(question)) stop.abort()
      },
    })
    expect(code).toBe(130)
    expect(stderr.replaceAll('\n', ' ')).toContain(words)
  })

  it.each([1, 3])('while it waits says what was sent, as whom: wait %i', async (wait) => {
    const stop = new AbortController()
    const { send } = await roads.road({
      subscriptions: off,
      onWait: (count) => {
        if (count === wait) stop.abort()
      },
    })
    const { code, stderr } = await send(['--yes'], { signal: stop.signal })
    expect(code).toBe(130)
    expect(stderr.replaceAll('\n', ' ')).toContain(stopped)
  })

  it('while Segment answers takes the impression for sent', async () => {
    const stop = new AbortController()
    const { url } = await segmentThat(() => {
      stop.abort()
    })
    const { send } = await roads.road()
    const { code, stderr } = await send(['--yes', '--segment-url', url], { signal: stop.signal })
    expect(code).toBe(130)
    expect(stderr.replaceAll('\n', ' ')).toContain(stopped)
  })
})

describe('what it prints', () => {
  it('is where it is on a terminal, and nothing of that elsewhere', async () => {
    const pieces: string[] = []
    const { send } = await roads.road({ subscriptions: off })
    const onTerminal = await send(['--yes', '--wait', '1'], {
      columns: 80,
      onOutput: (text) => pieces.push(text),
    })
    expect(pieces).toContain('  the impression isn’t there yet: asked 2 times in 5 s, at most 60 s …')
    expect(onTerminal.stdout).not.toContain('\u001b')
    const { send: again } = await roads.road({ subscriptions: off })
    const inFile = await again(['--yes', '--wait', '1'])
    expect(inFile.stdout).not.toContain('\r')
    expect(inFile.stdout).not.toContain('asked')
  })

  it('fits a terminal', async () => {
    for (const columns of [40, 80]) {
      const { send, scrubbed } = await roads.road({ subscriptions: off })
      const { stdout, stderr } = scrubbed(await send(['--yes'], { columns }))
      expect((stdout + stderr).split('\n').filter((line) => line.length > columns)).toStrictEqual([])
    }
  })

  it('is never a key, whatever happens', async () => {
    const secret = {
      NO_COLOR: '1',
      SEGMENT_WRITE_KEY: 'zzz-WRITE',
      AMPLITUDE_API_KEY: env.AMPLITUDE_API_KEY,
      AMPLITUDE_SECRET_KEY: env.AMPLITUDE_SECRET_KEY,
    }
    const refusing = await segmentThat(json(400, { message: 'zzz-WRITE' }))
    const { send } = await roads.road()
    const ran = [
      await send(['--yes'], { env: secret }),
      await send(['--yes', '--json'], { env: secret }),
      await send(['--yes', '--segment-url', refusing.url], { env: secret }),
      await send(['--yes'], {
        env: { ...secret, AMPLITUDE_API_KEY: 'zzz-API', AMPLITUDE_SECRET_KEY: 'zzz-SECRET' },
      }),
      await send(['--yes', '--write-key=zzz'], { env: secret }),
    ]
    expect(ran.map(({ code }) => code)).toStrictEqual([0, 0, 1, 1, 2])
    expect(JSON.stringify(ran)).not.toMatch(/zzz|sandbox-(?:api|secret)-key/i)
  })
})

describe('bad usage', () => {
  it.each<[readonly string[], object, string]>([
    [['--settings', 'a.json'], {}, '--send stands alone. Leave out --settings'],
    [['--subscriptions', 'a.json'], {}, '--send stands alone. Leave out --subscriptions'],
    [['--offline'], {}, '--send stands alone. Leave out --offline'],
    [['--flag', ' '], {}, '--flag is empty'],
    [['--flag', 'he\u3164ro'], {}, '--flag can’t be used for a test'],
    [['--flag', 'f'.repeat(101)], {}, '--flag can’t be used for a test'],
    [['--wait', '0'], {}, '--wait is out of range'],
    [['--wait', '61'], {}, '--wait is out of range'],
    [['--wait', 'long'], {}, '--wait isn’t a number'],
    [['--segment-region', 'moon'], {}, '--segment-region is no region; expected us or eu.'],
    [['--segment-url', 'http://segment.example/'], {}, '--segment-url must be on this machine'],
    [['--amplitude-url', 'http://amplitude.example/'], {}, 'leave it out, and set AMPLITUDE_REGION.'],
    [[], { AMPLITUDE_REGION: 'moon' }, 'AMPLITUDE_REGION is “moon”'],
    [
      [],
      { SEGMENT_WRITE_KEY: ' ' },
      'SEGMENT_WRITE_KEY is missing in the environment. You find the write key',
    ],
    [
      [],
      { AMPLITUDE_API_KEY: undefined, AMPLITUDE_SECRET_KEY: '' },
      'AMPLITUDE_API_KEY and AMPLITUDE_SECRET_KEY are missing in the environment. You find the two keys',
    ],
    [['--fleg', 'a'], {}, 'There is no option --fleg. Did you mean --flag?'],
  ])('is refused before anything happens: %j %j', async (args, over, words) => {
    const { send, sandbox } = await roads.road()
    const { code, stdout, stderr } = await send(['--yes', ...args], { env: { ...env, ...over } })
    expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(words)
    expect(sandbox.events()).toStrictEqual([])
  })

  it.each(['--segment-url', '--amplitude-url'])('is %s alone', async (option) => {
    const { doctor } = await import('./helpers/doctor.js')
    const { code, stderr } = await doctor(['--send', '--yes', option, 'http://127.0.0.1:1/'], { env })
    expect(code).toBe(2)
    expect(stderr).toContain('Give both --segment-url and --amplitude-url, or neither.')
  })
})

describe('--help', () => {
  it('is of sending alone, and fits 80 columns', async () => {
    const { doctor } = await import('./helpers/doctor.js')
    const { code, stdout } = await doctor(['--send', '--help'])
    expect(code).toBe(0)
    expect(stdout).toContain('Usage: impressions doctor --send [options]')
    expect(stdout.split('\n').filter((line) => line.length > 80)).toStrictEqual([])
    expect((await doctor(['--help'])).stdout).toContain('Usage: impressions doctor --settings')
  })
})
