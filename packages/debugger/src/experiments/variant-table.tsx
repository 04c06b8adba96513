import { useState } from 'preact/hooks'
import { shortText } from '../event/short-text.js'
import { formatCount, formatShare } from '../event/format-number.js'
import { EnteredInput } from '../page/entered-input.js'
import type { ExperimentStats } from './experiment-stats.js'
import type { Split } from './expected-split.js'
import { seriesOf } from './series.js'

interface VariantTableProps {
  readonly stats: ExperimentStats
  readonly split: Split
  readonly onSplit: (split: Split) => void
}

/** The variants with their shares beside what is expected of each. */
export function VariantTable({ stats: { variants }, split, onSplit }: VariantTableProps) {
  const names = [...split.keys()]
  const total = variants.reduce((sum, { people }) => sum + people, 0)
  const weights = [...split.values()].reduce((sum, weight) => sum + weight, 0)
  return (
    <table class="variants">
      <thead>
        <tr>
          <th scope="col">Variant</th>
          <th scope="col" class="number">
            People
          </th>
          <th scope="col">Share</th>
          <th scope="col" class="number">
            Expected
          </th>
        </tr>
      </thead>
      <tbody>
        {names.map((name, index) => {
          const { people = 0 } = variants.find(({ variant }) => variant === name) ?? {}
          const weight = split.get(name) ?? 0
          return (
            <tr key={name}>
              <th scope="row">
                <i class="key" style={{ background: seriesOf(index) }} />
                <bdi>{shortText(name, 60)}</bdi>
              </th>
              <td class="number">{formatCount(people)}</td>
              <td class="share">
                <span class="bar" aria-hidden="true">
                  <span
                    style={{
                      width: `${String(total === 0 ? 0 : (people / total) * 100)}%`,
                      background: seriesOf(index),
                    }}
                  />
                  {weights > 0 ? <i style={{ left: `${String((weight / weights) * 100)}%` }} /> : null}
                </span>
                {total === 0 ? '–' : formatShare(people / total)}
              </td>
              <td class="number">
                <EnteredInput
                  kind="amount"
                  class="input weight"
                  label={`Expected weight of ${shortText(name, 60)}`}
                  value={String(weight)}
                  onEnter={({ valueAsNumber: next }) => {
                    if (next >= 0) onSplit(new Map([...split, [name, next]]))
                  }}
                />
              </td>
            </tr>
          )
        })}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={4}>
            <AddVariant
              onAdd={(name) => {
                if (!split.has(name)) onSplit(new Map([...split, [name, 1]]))
              }}
            />
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

/** A variant that nobody has seen is what a broken experiment looks like. */
function AddVariant({ onAdd }: { readonly onAdd: (name: string) => void }) {
  const [name, setName] = useState<string>()
  if (name === undefined)
    return (
      <button
        type="button"
        class="link"
        onClick={() => {
          setName('')
        }}
      >
        Expect another variant
      </button>
    )
  return (
    <form
      class="add-variant"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') onAdd(name.trim())
        setName(undefined)
      }}
    >
      <input
        class="input"
        aria-label="Key of the variant"
        placeholder="variant"
        value={name}
        onInput={({ currentTarget }) => {
          setName(currentTarget.value)
        }}
      />
      <button type="submit" class="button small">
        Add
      </button>
    </form>
  )
}
