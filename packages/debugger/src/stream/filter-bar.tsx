import type { RefObject } from 'preact'
import { useState } from 'preact/hooks'
import { formatCount } from '@experiment-impressions/inspection'
import { valueIn, withValue } from '../route/query.js'
import type { Entry } from '../records/record-list.js'
import { MoreFilters } from './more-filters.js'
import { QueryField } from './query-field.js'
import { QueryHelp } from './query-help.js'

interface FilterBarProps {
  readonly query: string
  readonly field: RefObject<HTMLInputElement | null>
  /** Experiment events. */
  readonly entries: readonly Entry[]
  /** Number of calls that aren’t experiment events. */
  readonly otherCalls: number
  /** Those that were probably meant as experiment events. */
  readonly nearMisses: number
  readonly onQuery: (query: string) => void
  /** Called on Escape in the field. */
  readonly onLeave: () => void
  readonly isHelpOpen: boolean
  readonly onHelp: () => void
  /** Number of events since the pause; `undefined` if the list isn’t paused. */
  readonly waiting: number | undefined
  readonly onPause: () => void
}

/** The query, buttons for frequent conditions, and a field for each condition. All of them edit the same query. */
export function FilterBar(props: FilterBarProps) {
  const { query, entries, otherCalls, nearMisses, onQuery, isHelpOpen, waiting, onPause } = props
  const [isOpen, setIsOpen] = useState(false)
  const asked = valueIn(query, 'is')
  const chips = [
    { value: 'set', label: 'set' },
    { value: 'unset', label: 'unset' },
    { value: 'undelivered', label: 'not delivered' },
    ...(otherCalls > 0 || asked === 'other'
      ? [{ value: 'other', label: `other calls ${formatCount(otherCalls)}` }]
      : []),
    ...(nearMisses > 0 || asked === 'near'
      ? [{ value: 'near', label: `near misses ${formatCount(nearMisses)}` }]
      : []),
  ]
  return (
    <div class="filters" role="search">
      <QueryField {...props} />
      <div id="query-help" class="helped" hidden={!isHelpOpen}>
        {isHelpOpen ? <QueryHelp /> : null}
      </div>
      {chips.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          class="button"
          aria-pressed={asked === value}
          onClick={() => {
            onQuery(withValue(query, 'is', asked === value ? '' : value))
          }}
        >
          {label}
        </button>
      ))}
      <button
        type="button"
        class="button"
        aria-expanded={isOpen}
        aria-controls="more-filters"
        onClick={() => {
          setIsOpen(!isOpen)
        }}
      >
        More
      </button>
      <button type="button" class="button pause" aria-pressed={waiting !== undefined} onClick={onPause}>
        {waiting === undefined ? 'Pause' : `Resume${waiting > 0 ? ` (${formatCount(waiting)} new)` : ''}`}
      </button>
      <div id="more-filters" class="more" hidden={!isOpen}>
        {isOpen ? <MoreFilters query={query} entries={entries} onQuery={onQuery} /> : null}
      </div>
    </div>
  )
}
