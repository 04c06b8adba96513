import { formatCount } from '@experiment-impressions/inspection'
import { AddVariant } from './add-variant.js'
import type { Split } from './expected-split.js'
import { seriesColour } from '../ui/variant-colours.js'
import type { SplitTest } from './split-test.js'
import type { VariantColours } from '../ui/variant-colours.js'
import { VariantRow } from './variant-row.js'

interface VariantTableProps {
  readonly flag: string
  readonly test: SplitTest
  readonly split: Split
  /** People whose events all lack a variant. */
  readonly peopleWithout: number
  readonly colours: VariantColours
  readonly onSplit: (split: Split) => void
}

/** The variants, with their shares beside the expected ones. */
export function VariantTable({ flag, test, split, peopleWithout, colours, onSplit }: VariantTableProps) {
  const tested = test.variants.filter(({ part }) => part === 'tested')
  const total = {
    people: tested.reduce((sum, { people }) => sum + people, 0),
    weight: tested.reduce((sum, { weight = 0 }) => sum + weight, 0),
  }
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
        {test.variants.map((each) => (
          <VariantRow
            key={each.variant}
            variant={each}
            colour={colours(flag, each.variant)}
            total={total}
            onWeight={(weight) => {
              onSplit(new Map([...split, [each.variant, weight]]))
            }}
          />
        ))}
        {peopleWithout === 0 ? null : (
          <tr>
            <th scope="row">
              <i class="key" style={{ background: seriesColour(colours(flag, undefined)) }} />
              <i class="soft">no variant</i>
            </th>
            <td class="number">{formatCount(peopleWithout)}</td>
            <td class="share">
              <span class="soft">not tested</span>
            </td>
            <td class="number">–</td>
          </tr>
        )}
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
