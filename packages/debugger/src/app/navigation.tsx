import type { Target } from '../records/sandbox-api.js'
import { formatRoute, type View } from '../route/route.js'
import { isRealAmplitude } from '../records/sandbox.js'

const links: readonly { readonly view: View; readonly label: string; readonly needsSandbox?: true }[] = [
  { view: 'stream', label: 'Stream' },
  { view: 'people', label: 'People' },
  { view: 'experiments', label: 'Experiments' },
  { view: 'inspect', label: 'Inspect' },
  { view: 'estimate', label: 'Estimate' },
  { view: 'faults', label: 'Faults', needsSandbox: true },
]

interface NavigationProps {
  readonly view: View
  readonly hasSandbox: boolean
  readonly target: Target | undefined
}

/** Links to the views. Faults need the sandbox’s own Amplitude; without it, the link is left out. */
export function Navigation({ view, hasSandbox, target }: NavigationProps) {
  const hasFaults = !isRealAmplitude(target) && (hasSandbox || view === 'faults')
  return (
    <nav aria-label="Views">
      {links
        .filter(({ needsSandbox }) => hasFaults || needsSandbox !== true)
        .map(({ view: each, label }) => (
          <a key={each} href={formatRoute(each)} aria-current={each === view ? 'page' : undefined}>
            {label}
          </a>
        ))}
    </nav>
  )
}
