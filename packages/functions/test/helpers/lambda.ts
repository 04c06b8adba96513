import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import * as handlers from '../../src/aws-lambda/index.js'
import { noteOutput } from '../../../../test/helpers/journal'

export type Handler = keyof typeof handlers

export interface Invocation {
  readonly handler: Handler
  readonly event: unknown
  /** @default an API key alone */
  readonly environment?: Readonly<Record<string, string>>
  /** @default a minute */
  readonly remainingMs?: number
}

type LogLine = Readonly<Record<string, unknown>>

/** A handler's answer, or the error that it throws, as Lambda logs it. */
interface Invoked {
  readonly answer?:
    undefined | { readonly batchItemFailures: readonly { readonly itemIdentifier: unknown }[] }
  readonly error?: string
  /** The last line of the log. */
  readonly summary: LogLine | undefined
  /** The lines before it. */
  readonly problems: readonly LogLine[]
}

/** Runs the handlers. */
export interface Host {
  /** `amplitude` is the URL that replaces Amplitude’s hosts. `$1` in it is the host’s name: `api2`, `api.eu`. */
  start(amplitude: string): Promise<void>
  invoke(invocation: Invocation): Promise<Invoked>
  stop(): Promise<void>
}

interface Order extends Required<Invocation> {
  readonly amplitude: string
}

interface Ran {
  readonly answer?: Invoked['answer']
  readonly error?: string
  readonly logs: readonly (readonly [method: string, line: string])[]
}

export const apiKey = 'a-key'

function createHost(
  open: () => Promise<{ run(order: Order): Promise<Ran>; close(): Promise<void> }>,
): () => Host {
  return () => {
    let opened: Awaited<ReturnType<typeof open>>
    let amplitude = ''
    return {
      async start(url) {
        amplitude = url
        opened = await open()
      },
      async invoke({ environment = { AMPLITUDE_API_KEY: apiKey }, remainingMs = 60_000, ...rest }) {
        const { logs, ...ran } = await opened.run({ ...rest, environment, remainingMs, amplitude })
        const lines = logs.map(([, line]) => JSON.parse(line) as LogLine)
        const isDone = lines.at(-1)?.['message'] === 'Batch done.'
        return {
          ...ran,
          summary: isDone ? lines.at(-1) : undefined,
          problems: isDone ? lines.slice(0, -1) : lines,
        }
      },
      stop: () => opened.close(),
    }
  }
}

/** Runs the sources in this process. */
const createSources = createHost(() => {
  const { fetch: ownFetch, process } = globalThis
  const ownEnvironment = process.env
  async function run({ handler, event, environment, remainingMs, amplitude }: Order): Promise<Ran> {
    process.env = { ...environment }
    globalThis.fetch = (url, init) =>
      ownFetch((url as string).replace(/^https:\/\/(\w+(\.eu)?)\.amplitude\.com/, amplitude), init)
    const logs: [string, string][] = []
    const spies = (['info', 'warn'] as const).map((method) =>
      jest.spyOn(console, method).mockImplementation((...line) => void logs.push([method, line.join(' ')])),
    )
    const end = Date.now() + remainingMs
    try {
      const answer = await handlers[handler](event as never, {
        getRemainingTimeInMillis: () => end - Date.now(),
      })
      return { answer, logs }
    } catch (error) {
      return { error: String((error as Error).stack), logs }
    } finally {
      for (const spy of spies) spy.mockRestore()
      globalThis.fetch = ownFetch
      process.env = ownEnvironment
    }
  }
  return Promise.resolve({ run, close: () => Promise.resolve() })
})

const archive = join(__dirname, '../../dist/aws-lambda.zip')

/** Runs the archive in a separate process. */
const createZip = createHost(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lambda-'))
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(archive))))
    writeFileSync(join(folder, name), bytes)
  const child: ChildProcess = fork(join(__dirname, 'lambda-host.mjs'), [join(folder, 'index.mjs')], {
    silent: true,
  })
  noteOutput(child)
  await once(child, 'message')
  return {
    async run(order) {
      child.send(order)
      const [ran] = (await once(child, 'message')) as [Ran]
      return ran
    },
    async close() {
      child.kill()
      await once(child, 'exit')
      rmSync(folder, { recursive: true })
    },
  }
})

export const hosts = [
  { name: 'the sources', createHost: createSources },
  { name: 'the archive', createHost: createZip },
]
