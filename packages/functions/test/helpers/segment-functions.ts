import { runInContext } from 'node:vm'
import { createBareIsolate } from '../../../../test/helpers/bare-isolate.js'
import { bundle } from './bundle.js'

/** The handlers that Segment's runtime knows. Source: Segment docs, "Destination Functions", "Code the destination function". */
const handlerNames = [
  ...['onTrack', 'onIdentify', 'onPage', 'onScreen', 'onGroup', 'onAlias', 'onDelete', 'onBatch'],
] as const

/** The handlers of a function. */
export type Handlers = Partial<
  Record<(typeof handlerNames)[number], (event: unknown, settings: unknown) => Promise<unknown>>
>

/** The errors that tell Segment what to do with an event. Source: the same, "Destination functions error types". */
class EventNotSupported extends Error {}
class InvalidEventPayload extends Error {}
export class ValidationError extends Error {}
export class RetryError extends Error {}
export class DropEvent extends Error {}

export const errors = { EventNotSupported, InvalidEventPayload, ValidationError, RetryError }

/**
 * Loads a function as Segment does: its source stands inside a function whose parameters are named after the handlers, and
 * these are read afterwards. Nothing but `globals` is around it.
 */
export function loadSegmentFunction(file: string, globals: object): Handlers {
  const names = handlerNames.join(', ')
  const found = runInContext(
    `(function (${names}) {${bundle(file)}\nreturn { ${names} } })()`,
    createBareIsolate(globals),
    { filename: file },
  ) as Readonly<Record<string, unknown>>
  return Object.fromEntries(Object.entries(found).filter(([, handler]) => handler !== undefined))
}
