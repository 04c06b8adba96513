/** The visitor: as the shop knows them (a name), and as analytics.js does (ids). */
const nameKey = 'demo-site:name'

/** The ids that the source plugin would add to an impression now. */
export const ids = () => {
  const { user_id: userId, device_id: anonymousId } = window.experimentIntegration.getUser()
  return { userId, anonymousId }
}

/** The name of the logged-in customer. */
export const customer = () => localStorage.getItem(nameKey) ?? undefined

const identify = (name) =>
  window.analytics.identify(`customer-${name.toLowerCase().replace(/\s+/g, '-')}`, { name })

export const logIn = (name) => {
  localStorage.setItem(nameKey, name)
  identify(name)
}

export const logOut = () => {
  localStorage.removeItem(nameKey)
  window.analytics.reset()
}

/** Identifies the customer on every page, as sites do: the page of the login may have had no Segment. */
export const recallCustomer = () => {
  const name = customer()
  if (name !== undefined) identify(name)
}

/** Deletes what this origin has stored about the visitor: the libraries' data, and the login. */
export const forgetVisitor = () => {
  const prefixes = ['ajs_', 'EXP_', 'amp-exp-', 'experiment-impressions:', 'persisted-queue:', nameKey]
  for (const storage of [localStorage, sessionStorage])
    for (const key of Object.keys(storage))
      if (prefixes.some((prefix) => key.startsWith(prefix))) storage.removeItem(key)
  for (const cookie of document.cookie.split('; ')) {
    const [name] = cookie.split('=')
    if (name.startsWith('ajs_')) document.cookie = `${name}=; path=/; max-age=0`
  }
}
