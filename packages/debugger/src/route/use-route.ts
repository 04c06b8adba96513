import { useEffect, useState } from 'preact/hooks'
import { parseRoute, type Route } from './route.js'

/** The address’s route; follows its changes. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash))
  useEffect(() => {
    const read = (): void => {
      setRoute(parseRoute(location.hash))
    }
    addEventListener('hashchange', read)
    addEventListener(replaced, read)
    return () => {
      removeEventListener('hashchange', read)
      removeEventListener(replaced, read)
    }
  }, [])
  return route
}

const replaced = 'routereplaced'

/** Goes to an address and adds a step to the browser’s history. */
export function goTo(address: string): void {
  location.hash = address
}

/** Changes the address without a step in the browser’s history. */
export function replaceAddress(address: string): void {
  if (location.hash === address) return
  history.replaceState(null, '', address)
  dispatchEvent(new Event(replaced))
}
