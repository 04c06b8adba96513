import { Readable } from 'node:stream'
import type { Fault } from '@experiment-impressions/sandbox'
import { read } from './helpers/doctor-send-report.js'
import { createTestRuns, env, subscription, userId } from './helpers/doctor-send.js'

const runs = createTestRuns()
afterEach(() => runs.close())

const off = [subscription({ enabled: false })]

describe('impressions doctor --send', () => {
  it.each(['n\n', '\n', 'ja\n', ''])('sends nothing without a yes: %j', async (typed) => {
    const { send, sandbox } = await runs.prepare()
    const { code, stderr } = await send([], { typed, columns: 80 })
    expect(code).toBe(0)
    expect(stderr).toMatch(/Send them\? \[y\/N\] \n?Nothing was sent\.\n$/)
    expect(sandbox.events()).toStrictEqual([])
  })

  /** A user at a terminal, who answers each question in turn. */
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

  it('sends after the first yes, and deletes the test person after the second', async () => {
    const { send, sandbox } = await runs.prepare()
    const { code, stdout } = await send([], answering('y', 'YES'))
    expect(code).toBe(0)
    expect(stdout).toContain(`✓ Test person      Amplitude deletes ${userId} by`)
    expect(sandbox.user(userId)).toBeUndefined()
    const { body } = await jobsOf(sandbox.url)
    expect(body).toMatchObject([{ amplitude_ids: [{ requester: 'impressions doctor' }] }])
  })

  it('keeps the test person after a no', async () => {
    const { send, sandbox } = await runs.prepare()
    const { stdout } = await send([], answering('y', 'n'))
    expect(stdout).toContain(`· Test person      ${userId} stays`)
    expect(sandbox.user(userId)).toBeDefined()
  })

  it('requires --yes without a terminal', async () => {
    const { send } = await runs.prepare()
    const { code, stderr } = await send([])
    expect(code).toBe(2)
    expect(stderr).toContain('Add --yes to confirm.')
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

  it('deletes whoever the impression belongs to, without asking', async () => {
    const { send, sandbox } = await runs.prepare({
      subscriptions: [subscription({}, { user_id: undefined })],
    })
    const { statuses } = read(await send(args))
    expect(statuses['person']).toBe('passed')
    expect(sandbox.user('id-0002')).toBeUndefined()
  })

  it('deletes nobody if nothing arrived', async () => {
    const { send } = await runs.prepare({ subscriptions: off })
    const { report } = read(await send(args))
    expect(report.stages.at(-1)).toMatchObject({
      status: 'skipped',
      note: 'Amplitude doesn’t know the test person, so there’s nobody to delete.',
    })
  })

  it.each<[string, Fault, string]>([
    ['refuses', { status: 400 }, '400'],
    ['schedules nothing', { body: { message: 'Nothing scheduled' } }, 'nothing was scheduled'],
    ['is cut off', { cut: 'before' }, 'cut off'],
  ])('has the code PERSON_NOT_DELETED if Amplitude %s', async (_, fault, problem) => {
    const { send, sandbox } = await runs.prepare({ faults: [{ ...fault, path: 'deletions' }] })
    const { code, lines, findings } = read(await send(args))
    expect({ code, lines, params: findings[0]?.params }).toStrictEqual({
      code: 1,
      lines: ['person error PERSON_NOT_DELETED'],
      params: { host: new URL(sandbox.url).host, problem },
    })
  })

  it('prints a day only if it’s a date', async () => {
    const { send } = await runs.prepare({ faults: [{ body: [{ day: '\u001b[2J' }], path: 'deletions' }] })
    const { report } = read(await send(args))
    expect(report.stages.at(-1)?.note).toContain('within 30 days')
  })
})
