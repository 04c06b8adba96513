import { spawn, type ChildProcess } from 'node:child_process'
import { noteOutput } from '../../helpers/journal'
import { until } from '../../helpers/until'

export interface OwnServer {
  /** The address without a trailing slash. */
  readonly origin: string
  close(): Promise<void>
}

/** Starts a server in another process, and waits for the address that it prints. */
export const startServer = async (
  args: readonly string[],
  { cwd, env }: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<OwnServer> => {
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env } })
  noteOutput(child)
  let printed = ''
  child.stdout.on('data', (chunk) => (printed += String(chunk)))
  child.stderr.on('data', (chunk) => (printed += String(chunk)))
  const origin = await until(
    () => /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0],
    () => `no address in ${JSON.stringify(printed)}`,
  )
  return { origin, close: () => end(child) }
}

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}
