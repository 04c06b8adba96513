import { useState } from 'preact/hooks'
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

/** Links to the views, in a menu where there’s no room for all of them. Faults need the sandbox’s own Amplitude; without it, the link is left out. */
export function Navigation({ view, hasSandbox, target }: NavigationProps) {
  const [isOpen, setIsOpen] = useState(false)
  const hasFaults = !isRealAmplitude(target) && (hasSandbox || view === 'faults')
  const close = (): void => {
    setIsOpen(false)
  }
  return (
    <nav
      aria-label="Views"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
      onFocusOut={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) close()
      }}
    >
      <button
        type="button"
        class="button menu"
        aria-expanded={isOpen}
        aria-controls="views"
        onClick={() => {
          setIsOpen(!isOpen)
        }}
      >
        <span class="off-screen">Views, now </span>
        {links.find((each) => each.view === view)?.label} <span aria-hidden="true">▾</span>
      </button>
      <div id="views" class={`views ${isOpen ? 'open' : ''}`}>
        {links
          .filter(({ needsSandbox }) => hasFaults || needsSandbox !== true)
          .map(({ view: each, label }) => (
            <a
              key={each}
              href={formatRoute(each)}
              aria-current={each === view ? 'page' : undefined}
              onClick={close}
            >
              {label}
            </a>
          ))}
      </div>
    </nav>
  )
}
