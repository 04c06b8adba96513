import { useMemo } from 'preact/hooks'
import { createCallTally, tallySentence } from '@experiment-impressions/inspection'
import type { Entry } from '../records/record-list.js'
import type { Sandbox } from '../records/sandbox.js'
import { formatRoute } from '../route/route.js'
import { EmptyState } from '../ui/empty-state.js'
import { ShownText } from '../ui/shown-text.js'
import { useThrottled } from '../ui/use-throttled.js'
import { FirstEvent } from './first-event.js'

/** Says which calls came in though none of them is an experiment event, and leads to them. */
export function OnlyOtherCalls({ sandbox }: { readonly sandbox: Pick<Sandbox, 'list' | 'feed' | 'target'> }) {
  const calls = useThrottled(sandbox.list.calls())
  const sentence = useMemo(() => tallyOf(calls), [calls])
  return (
    <EmptyState
      title="No experiment events yet"
      words={
        <p>
          <ShownText text={sentence} maxLength={2000} />
        </p>
      }
      actions={
        <>
          <div class="acts">
            <a class="button" href={formatRoute('stream', { search: { q: 'is:other' } })}>
              Show these calls
            </a>
          </div>
          <FirstEvent sandbox={sandbox} />
        </>
      }
    />
  )
}

function tallyOf(calls: readonly Entry[]): string {
  const tally = createCallTally()
  for (const { record } of calls) tally.count(record.pre)
  return tallySentence(tally) ?? ''
}
