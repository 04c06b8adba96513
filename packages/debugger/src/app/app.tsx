import { useEffect, useRef } from 'preact/hooks'
import { StreamView } from '../stream/stream-view.js'
import { InspectView } from '../inspect/inspect-view.js'
import { EstimateView } from '../estimate/estimate-view.js'
import { ExperimentsView } from '../experiments/experiments-view.js'
import { FaultsView } from '../faults/faults-view.js'
import { PeopleView } from '../people/people-view.js'
import { Connection, RealAmplitude } from './connection.js'
import { Navigation } from './navigation.js'
import type { Route, View } from '../route/route.js'
import type { Sandbox } from '../records/sandbox.js'
import { useRoute } from '../route/use-route.js'
import { useSandbox } from './use-sandbox.js'

type AppProps = Pick<Sandbox, 'list' | 'colours'>

/** The whole page: navigation, connection and the view that the address names. */
export function App(props: AppProps) {
  const route = useRoute()
  const sandbox = useSandbox(props)
  const { list, feed, target } = sandbox
  useTitle(route.view)
  return (
    <>
      <header class="top">
        <a class="skip" href="#main" onClick={skipToMain}>
          Skip to the view
        </a>
        <b class="brand">Event debugger</b>
        <Navigation view={route.view} hasSandbox={feed !== 'absent'} target={target} />
        <Connection feed={feed} count={list.all().length} />
      </header>
      <RealAmplitude target={target} />
      <main id="main" tabIndex={-1} class="view">
        {viewOf(route, sandbox)}
      </main>
    </>
  )
}

function viewOf(route: Route, sandbox: Sandbox) {
  switch (route.view) {
    case 'stream':
      return <StreamView route={route} sandbox={sandbox} />
    case 'people':
      return <PeopleView route={route} sandbox={sandbox} />
    case 'experiments':
      return <ExperimentsView route={route} sandbox={sandbox} />
    case 'inspect':
      return <InspectView />
    case 'estimate':
      return <EstimateView route={route} />
    case 'faults':
      return <FaultsView sandbox={sandbox} />
  }
}

const titles: Readonly<Record<View, string>> = {
  stream: 'Stream',
  people: 'People',
  experiments: 'Experiments',
  inspect: 'Inspect',
  estimate: 'Estimate',
  faults: 'Faults',
}

/** Puts the view’s name into the window’s title. A change of view moves the focus there, so screen readers go on from it. */
function useTitle(view: View): void {
  const before = useRef(view)
  useEffect(() => {
    document.title = `${titles[view]} · Event debugger`
    if (before.current !== view) {
      scrollTo(0, 0)
      document.getElementById('main')?.focus({ preventScroll: true })
    }
    before.current = view
  }, [view])
}

function skipToMain(event: Event): void {
  // The hash holds the view, so the link can’t change it.
  event.preventDefault()
  document.getElementById('main')?.focus()
}
