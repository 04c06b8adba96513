import { changes, type Change, type Lane } from './lanes.js'

const words: Readonly<Record<Change, string>> = {
  set: 'set',
  same: 'same variant again',
  changed: 'changed',
  unset: 'unset',
  none: 'no user property',
  undelivered: 'not delivered',
}

/** What the bars and marks of these lanes mean. */
export function LanesLegend({ lanes }: { readonly lanes: readonly Lane[] }) {
  const used = new Set(lanes.flatMap(({ marks }) => marks.map(({ change }) => change)))
  return (
    <ul class="legend" aria-label="Legend">
      <li>
        <i class="bar-key" />
        the value from then on, a colour per variant
      </li>
      {changes
        .filter((change) => used.has(change))
        .map((change) => (
          <li key={change}>
            <i class={`mark ${change}`} />
            {words[change]}
          </li>
        ))}
    </ul>
  )
}
