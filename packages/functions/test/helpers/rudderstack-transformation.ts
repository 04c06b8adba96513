import { runInContext } from 'node:vm'
import { createBareIsolate } from '../../../../test/helpers/bare-isolate.js'
import { bundle } from './bundle.js'

export type RudderEvent = Readonly<Record<string, unknown>>

export interface Transformation {
  /** What RudderStack gets for one event, in the isolate's own objects. */
  readonly transformEvent: (event: unknown) => RudderEvent | null
  /** The log, which RudderStack only shows in its test view. */
  readonly logged: readonly string[]
}

export interface TransformationSurroundings {
  /** The workspace's credentials. */
  readonly credentials?: Readonly<Record<string, string>>
  /** The isolate's clock, in epoch ms. */
  readonly now?: number
}

/**
 * Loads the transformation as RudderStack does: one ES module, with code behind it that calls `transformEvent` by that name, in
 * an isolate with these globals. Source: rudderlabs/rudder-transformer 00888c6, `src/util/ivmFactory.js` (`transformWrapper`)
 * and `src/util/ivm/sandboxBridge.js`.
 */
export function loadTransformation({
  credentials = {},
  now,
}: TransformationSurroundings = {}): Transformation {
  const logged: string[] = []
  const notHere = () => {
    throw new Error('The transformation asks nobody.')
  }
  const isolate = createBareIsolate({
    getCredential: (key: string) => credentials[key],
    log: (...parts: readonly unknown[]) => void logged.push(parts.join(' ')),
    ...{ fetch: notHere, fetchV2: notHere, geolocation: notHere },
  })
  if (now !== undefined) runInContext(`Date.now = () => ${String(now)}`, isolate)
  // A module of one export, without the engine's own loader, which needs a flag.
  const code = bundle('rudderstack-transformation.js').replace(/^export function/m, 'function')
  const transformEvent = runInContext(
    `(function () { 'use strict'\n${code}\nreturn (event, metadata) => transformEvent(event, metadata) })()`,
    isolate,
    { filename: 'rudderstack-transformation.js' },
  ) as (event: unknown, metadata: unknown) => RudderEvent | null
  return { transformEvent: (event) => transformEvent(event, () => ({})), logged }
}
