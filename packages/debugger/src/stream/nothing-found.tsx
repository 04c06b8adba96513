import { NoEvents } from '../event-list/no-events.js'
import type { Sandbox } from '../records/sandbox.js'
import { EmptyState } from '../ui/empty-state.js'

interface NothingFoundProps {
  readonly sandbox: Sandbox
  /** The filter asks for calls that aren’t experiment events. */
  readonly isOther: boolean
  /** There are some, but none that the filter lets through. */
  readonly hasRows: boolean
  readonly onQuery: (query: string) => void
}

/** Says why the list is empty. */
export function NothingFound({ sandbox, isOther, hasRows, onQuery }: NothingFoundProps) {
  if (!hasRows && !isOther) return <NoEvents sandbox={sandbox} />
  const all = isOther && hasRows ? 'is:other' : ''
  return (
    <EmptyState
      title={
        !isOther
          ? 'No events match the filter'
          : hasRows
            ? 'No other calls match the filter'
            : 'No other calls yet'
      }
      {...(hasRows ? {} : { words: 'Every call so far was an experiment event.' })}
      actions={
        <div class="acts">
          <button
            type="button"
            class="button"
            onClick={() => {
              onQuery(all)
            }}
          >
            {all === '' ? 'Show all events' : 'Show all other calls'}
          </button>
        </div>
      }
    />
  )
}
