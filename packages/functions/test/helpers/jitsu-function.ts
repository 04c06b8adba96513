import { runInContext } from 'node:vm'
import { createBareIsolate } from '../../../../test/helpers/bare-isolate.js'
import { bundle } from './bundle.js'

export type JitsuEvent = Readonly<Record<string, unknown>>

export interface JitsuRun {
  /** The events that reach the destination. */
  readonly events: readonly JitsuEvent[]
  /** Whether Jitsu runs the event again later. */
  readonly isRetried: boolean
  /** The messages next to the event in Live Events. */
  readonly logged: readonly string[]
  readonly error?: string
}

/** Jitsu's error for sending an event again later. With `drop`, nothing is sent until then. */
export class RetryError extends Error {
  constructor(message: string, options?: { readonly drop?: boolean }) {
    super(message)
    this.name = options?.drop === true ? 'Drop & RetryError' : 'RetryError'
  }
}

type JitsuFunction = (event: unknown, context: unknown) => unknown

/** The clock of every run, in epoch ms. */
export const now = Date.parse('2026-11-23T12:00:00.000Z')

/**
 * Loads the function as Jitsu does: the default export of one ES module, with Jitsu's global errors around it. Source:
 * jitsucom/jitsu 1046120, `services/rotor/src/lib/udf-shared.ts`, and 31c19fc, `workspace-worker.ts`.
 */
export function loadJitsuFunction(): JitsuFunction {
  const isolate = createBareIsolate({ RetryError })
  runInContext(`Date.now = () => ${String(now)}`, isolate)
  const code = bundle('jitsu-function.js').replace(
    /export\s*\{\s*(\w+) as default\s*\};?\s*$/,
    (_, name: string) => `return ${name}`,
  )
  return runInContext(`(function () { 'use strict'\n${code}\n})()`, isolate, {
    filename: 'jitsu-function.js',
  }) as JitsuFunction
}

/**
 * A model of what Jitsu does with an event on a connection with one function. Source: jitsucom/jitsu 0483a86,
 * `services/rotor/src/lib/udf-chain.ts`: nothing returned, or an error of any other name, lets the event go on as it came.
 */
export async function runOnJitsu(
  jitsuFunction: JitsuFunction,
  event: unknown,
  variables: Readonly<Record<string, string>> = {},
): Promise<JitsuRun> {
  const logged: string[] = []
  const log = (message: string) => void logged.push(message)
  const context = { props: variables, log: { info: log, warn: log, error: log, debug: log } }
  let result: unknown
  let error: Error | undefined
  try {
    result = await jitsuFunction(structuredClone(event), context)
  } catch (caught) {
    error = caught as Error
    if (['Drop & RetryError', 'NoRetryError'].includes(error.name)) result = 'drop'
  }
  const isDropped =
    result === 'drop' || result === null || result === false || (Array.isArray(result) && result.length === 0)
  const events = isDropped ? [] : [(result ?? event) as JitsuEvent].flat()
  const isRetried = error !== undefined && ['Drop & RetryError', 'RetryError'].includes(error.name)
  return { events, isRetried, logged, ...(error === undefined ? {} : { error: error.message }) }
}
