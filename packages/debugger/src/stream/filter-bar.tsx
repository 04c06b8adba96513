import { useMemo, useState } from 'preact/hooks'
import { formatCount, outcomes, shortText } from '@experiment-impressions/inspection'
import type { Entry } from '../records/record-list.js'
import { choicesOf } from './choices.js'
import { conditions } from './filter.js'
import { valueIn, withValue, type Field } from '../route/query.js'

interface FilterBarProps {
  readonly query: string
  readonly entries: readonly Entry[]
  readonly onQuery: (query: string) => void
  /** Number of events since the pause; `undefined` if the list isn’t paused. */
  readonly waiting: number | undefined
  readonly onPause: () => void
}

const chips = [
  { value: 'set', label: 'set' },
  { value: 'unset', label: 'unset' },
  { value: 'undelivered', label: 'not delivered' },
] as const

/** The query, buttons for frequent conditions, and a field for each condition. All of them edit the same query. */
export function FilterBar({ query, entries, onQuery, waiting, onPause }: FilterBarProps) {
  const [isOpen, setIsOpen] = useState(false)
  const asked = valueIn(query, 'is')
  return (
    <div class="filters" role="search">
      <input
        type="search"
        class="input"
        aria-label="Filter"
        aria-describedby="filter-hint"
        placeholder="Words or flag:…"
        spellcheck={false}
        autocomplete="off"
        value={query}
        onInput={({ currentTarget }) => {
          onQuery(currentTarget.value)
        }}
      />
      <span id="filter-hint" class="off-screen">
        Words, or flag:, variant:, kind:, person:, outcome: or is: with a value
      </span>
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

function MoreFilters({ query, entries, onQuery }: Pick<FilterBarProps, 'query' | 'entries' | 'onQuery'>) {
  const { flags, variants } = useMemo(() => choicesOf(entries.map(({ summary }) => summary)), [entries])
  const select = (field: Field, label: string, values: readonly string[]) => (
    <Choice
      label={label}
      values={values}
      value={valueIn(query, field)}
      onChange={(value) => {
        onQuery(withValue(query, field, value))
      }}
    />
  )
  return (
    <>
      {select('flag', 'Flag', flags)}
      {select('variant', 'Variant', variants)}
      {select('kind', 'Kind', ['impression', 'exposure'])}
      {select('outcome', 'Outcome', outcomes)}
      <label>
        <span>Person</span>
        <input
          class="input"
          placeholder="User id or device id"
          value={valueIn(query, 'person')}
          onInput={({ currentTarget }) => {
            onQuery(withValue(query, 'person', currentTarget.value.trim()))
          }}
        />
      </label>
      {select('is', 'Only', Object.keys(conditions))}
    </>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly values: readonly string[]
  readonly value: string
  readonly onChange: (value: string) => void
}

function Choice({ label, values, value, onChange }: ChoiceProps) {
  const options = value === '' || values.includes(value) ? values : [value, ...values]
  return (
    <label>
      <span>{label}</span>
      <select
        class="input"
        value={value}
        onChange={({ currentTarget }) => {
          onChange(currentTarget.value)
        }}
      >
        <option value="">any</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {shortText(option, 60)}
          </option>
        ))}
      </select>
    </label>
  )
}
