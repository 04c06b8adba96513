import type { Inspected, InputInspector } from '@experiment-impressions/inspection'
import type { Context } from '../command.js'
import { widthWithoutTerminal } from '../terminal/text-width.js'
import { jsonOutput } from './json-output.js'
import { placeOf } from './place-of.js'
import { renderInspection } from './render-inspection.js'
import { renderNearMiss } from './render-near-miss.js'
import { renderSummary } from './render-summary.js'

/** Prints what was inspected. */
export interface EventOutput {
  readonly start: () => Promise<void>
  readonly put: (inspected: Inspected) => Promise<void>
  /** Prints the summary; if the input failed, only if something was found before. */
  readonly end: (hasFailed: boolean) => Promise<void>
}

interface Options extends Pick<Context, 'io' | 'style'> {
  readonly inspector: InputInspector
  readonly isJson: boolean
  /** Whether to print each event, however many there are. */
  readonly isAll: boolean
}

/** With more events, only counts are printed, unless all are asked for. */
const mostInDetail = 20
/** Near misses that are kept for the end of the JSON. */
const mostNearMisses = 1000

/** Creates the output for people or, as JSON, for programs. */
export function createEventOutput(options: Options): EventOutput {
  return options.isJson ? createJsonOutput(options) : createTextOutput(options)
}

function createTextOutput({ inspector, isAll, io, style }: Options): EventOutput {
  const columns = Math.max(20, io.columns ?? widthWithoutTerminal)
  let count = 0
  let held: string[] = []
  return {
    start: () => Promise.resolve(),
    async put(inspected) {
      const text = render(inspected)
      if (text === undefined) return
      count += 1
      if (isAll) await io.stdout(text)
      else if (count <= mostInDetail) held.push(text)
      else held = []
    },
    async end(hasFailed) {
      for (const text of held) {
        await io.stdout(text)
        io.signal.throwIfAborted()
      }
      const { events, skipped } = inspector.summary
      const isBrief = !isAll && count > mostInDetail
      if (!hasFailed || events + skipped > 0)
        await io.stdout(renderSummary(inspector, { columns, style, isBrief }))
    },
  }

  function render(inspected: Inspected): string | undefined {
    if (!isAll && count > mostInDetail)
      return inspected.is === 'experiment event' || inspected.is === 'near miss' ? '' : undefined
    if (inspected.is === 'near miss') return renderNearMiss(inspected, { columns, style })
    if (inspected.is !== 'experiment event') return undefined
    return renderInspection(inspected.inspection, { place: placeOf(inspected.part), columns, style })
  }
}

function createJsonOutput({ inspector, io }: Options): EventOutput {
  const nearMisses: string[] = []
  let isFirst = true
  return {
    async start() {
      await io.stdout(jsonOutput.start)
    },
    async put(inspected) {
      if (inspected.is === 'near miss' && nearMisses.length < mostNearMisses)
        nearMisses.push(jsonOutput.nearMiss(inspected.part, inspected.issue))
      if (inspected.is !== 'experiment event') return
      await io.stdout(jsonOutput.event(inspected.inspection, inspected.part, isFirst))
      isFirst = false
    },
    async end() {
      await io.stdout(jsonOutput.end(inspector, nearMisses))
    },
  }
}
