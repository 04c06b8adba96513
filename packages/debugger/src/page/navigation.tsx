import { formatRoute, type View } from './route.js'

const links: readonly { readonly view: View; readonly label: string; readonly needsSandbox?: true }[] = [
  { view: 'stream', label: 'Stream' },
  { view: 'people', label: 'People' },
  { view: 'experiments', label: 'Experiments' },
  { view: 'inspect', label: 'Inspect' },
  { view: 'estimate', label: 'Estimate' },
  { view: 'faults', label: 'Faults', needsSandbox: true },
]

/** The views. Faults are of the sandbox alone, and are left out where there is none. */
export function Navigation({ view, hasSandbox }: { readonly view: View; readonly hasSandbox: boolean }) {
  return (
    <nav aria-label="Views">
      {links
        .filter(({ needsSandbox, view: each }) => hasSandbox || needsSandbox !== true || each === view)
        .map(({ view: each, label }) => (
          <a key={each} href={formatRoute(each)} aria-current={each === view ? 'page' : undefined}>
            {label}
          </a>
        ))}
    </nav>
  )
}
