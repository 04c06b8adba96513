import type { Context } from '../../command.js'
import { safeJson } from '../../terminal/safe-json.js'
import { cut, columnsOf } from '../../terminal/text-width.js'
import type { Check } from '../check.js'
import { checkJson, countFindings, renderCheck, renderSummary } from '../words/render-report.js'
import type { TestPerson } from './segment/test-impression.js'

/** What the report says at the end, in addition to the stages. */
interface Ending {
  readonly flag: string
  /** How many impressions were sent. */
  readonly sent: number
  /** `undefined` if nothing was sent. */
  readonly person: (TestPerson & { readonly amplitudeId: number | undefined }) | undefined
}

/** Reports each stage in words when it ends, or all stages as JSON at the end. */
export interface SendReporter {
  readonly columns: number
  readonly stages: readonly Check[]
  readonly stage: (stage: Check) => Promise<void>
  /** Shows progress on a terminal until the next output. */
  readonly waiting: (words: string) => void
  /** Removes the progress. */
  readonly clear: () => void
  readonly finish: (ending: Ending) => Promise<void>
}

/** A reporter that writes to stdout. */
export function createSendReporter(
  { io, style }: Pick<Context, 'io' | 'style'>,
  asJson: boolean,
): SendReporter {
  const columns = columnsOf(io)
  const stages: Check[] = []
  let shown = 0

  function clear(): void {
    // No escape sequences: some terminals don’t support them.
    if (shown > 0) void io.stdout(`\r${' '.repeat(shown)}\r`)
    shown = 0
  }

  return {
    columns,
    stages,
    async stage(stage) {
      const before = stages.at(-1)
      stages.push(stage)
      clear()
      if (asJson) return
      const isApart = before !== undefined && (stage.findings.length > 0 || before.findings.length > 0)
      await io.stdout(`${[...(isApart ? [''] : []), ...renderCheck(stage, { columns, style })].join('\n')}\n`)
    },
    waiting(words) {
      if (asJson || !io.isTTY) return
      clear()
      const line = cut(`  ${words} …`, columns - 1)
      shown = line.length
      void io.stdout(style.faint(line))
    },
    clear,
    async finish({ flag, sent, person }) {
      clear()
      // A person who stays isn’t a check that’s missing.
      const counted = stages.filter(({ name, findings }) => name !== 'person' || findings.length > 0)
      if (!asJson) {
        await io.stdout(`\n${renderSummary(counted, style).join('\n')}\n`)
        return
      }
      const data = stages.map((stage) => {
        const { name, status, note, findings } = checkJson(stage)
        return { name, status, ms: stage.ms ?? null, note, findings }
      })
      const known = person === undefined ? null : { ...person, amplitudeId: person.amplitudeId ?? null }
      await io.stdout(
        `${safeJson({ person: known, flag, sent, stages: data, summary: countFindings(counted) }, 2)}\n`,
      )
    },
  }
}
