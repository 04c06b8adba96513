import { useMemo } from 'preact/hooks'
import { shortText } from '@experiment-impressions/inspection'
import type { Entry } from '../records/record-list.js'
import { valueIn, withValue, type NamedField } from '../route/query.js'
import { choicesOf } from './choices.js'
import { fieldValues } from './query-notes.js'

interface MoreFiltersProps {
  readonly query: string
  readonly entries: readonly Entry[]
  readonly onQuery: (query: string) => void
}

/** A control for each field of a query. */
export function MoreFilters({ query, entries, onQuery }: MoreFiltersProps) {
  const { flags, variants } = useMemo(() => choicesOf(entries.map(({ summary }) => summary)), [entries])
  const select = (field: NamedField, label: string, values: readonly string[]) => (
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
      {select('kind', 'Kind', fieldValues.kind)}
      {select('outcome', 'Outcome', fieldValues.outcome)}
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
      {select('is', 'Only', fieldValues.is)}
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
