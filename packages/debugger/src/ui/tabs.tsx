interface TabsProps<Id extends string> {
  /** What the tabs are parts of. */
  readonly label: string
  readonly tabs: readonly { readonly id: Id; readonly label: string }[]
  readonly picked: Id
  /** The id of the element that shows the picked tab. */
  readonly controls: string
  readonly onPick: (id: Id) => void
}

/** Tabs, one of which is picked. The left and right arrow keys, Home and End move along. */
export function Tabs<Id extends string>({ label, tabs, picked, controls, onPick }: TabsProps<Id>) {
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = tabs.findIndex(({ id }) => id === picked)
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      Home: 0,
      End: tabs.length - 1,
    }
    const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined
    const next = step === undefined ? undefined : (step + tabs.length) % tabs.length
    const tab = next === undefined ? undefined : tabs[next]
    if (next === undefined || tab === undefined) return
    event.preventDefault()
    onPick(tab.id)
    const { children } = event.currentTarget as HTMLElement
    ;(children[next] as HTMLElement | undefined)?.focus()
  }
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          class="button small"
          aria-selected={tab.id === picked}
          aria-controls={controls}
          tabIndex={tab.id === picked ? 0 : -1}
          onClick={() => {
            onPick(tab.id)
          }}
        >
          {tab.label}
        </button>
      ))}
    </div>
  )
}
