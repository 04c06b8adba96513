import { formatCount, shortText } from '@experiment-impressions/inspection'
import { formatShare } from '../ui/format-number.js'
import { ShownText } from '../ui/shown-text.js'
import { EnteredInput } from '../ui/entered-input.js'
import { seriesColour } from '../ui/variant-colours.js'
import type { TestedVariant } from './split-test.js'

interface VariantRowProps {
  readonly variant: TestedVariant
  readonly colour: number
  /** The number of people with a tested variant, and the sum of the tested weights. */
  readonly total: { readonly people: number; readonly weight: number }
  readonly onWeight: (weight: number) => void
}

const words = { stray: 'left out', untested: 'not tested' } as const

/** One variant: its people, their share beside the expected share, and the expected weight. */
export function VariantRow({ variant: each, colour, total, onWeight }: VariantRowProps) {
  const { variant, people, weight = 0, part } = each
  return (
    <tr>
      <th scope="row">
        <i class="key" style={{ background: seriesColour(colour) }} />
        <ShownText text={variant} maxLength={60} />
      </th>
      <td class="number">{formatCount(people)}</td>
      <td class="share">
        {part === 'tested' ? (
          <Share
            share={total.people === 0 ? undefined : people / total.people}
            expected={weight / total.weight}
            colour={colour}
          />
        ) : (
          <span class="soft">{words[part]}</span>
        )}
      </td>
      <td class="number">
        <EnteredInput
          kind="amount"
          class="input weight"
          label={`Expected weight of ${shortText(variant, 60)}`}
          value={part === 'stray' ? '' : String(weight)}
          onEnter={({ valueAsNumber: next }) => {
            if (next >= 0) onWeight(next)
          }}
        />
      </td>
    </tr>
  )
}

interface ShareProps {
  /** 0–1; `undefined` without people. */
  readonly share: number | undefined
  /** 0–1. */
  readonly expected: number
  readonly colour: number
}

function Share({ share, expected, colour }: ShareProps) {
  return (
    <>
      <span class="bar" aria-hidden="true">
        <span style={{ width: `${String((share ?? 0) * 100)}%`, background: seriesColour(colour) }} />
        <i style={{ left: `${String(expected * 100)}%` }} />
      </span>
      {share === undefined ? '–' : formatShare(share)}
    </>
  )
}
