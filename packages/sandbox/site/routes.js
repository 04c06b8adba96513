/** The shop's pages. They are sections of one document, and the route changes through the history, without a reload. */

const titles = { '/site/': 'Home', '/site/product': 'Morning No. 4', '/site/checkout': 'Checkout' }
const paths = Object.keys(titles)

export const route = () => (paths.includes(location.pathname) ? location.pathname : '/site/')

export const nextRoute = () => paths[(paths.indexOf(route()) + 1) % paths.length]

const show = () => {
  document.title = `${titles[route()]} · Little Kettle`
  for (const section of document.querySelectorAll('[data-route]'))
    section.hidden = section.dataset.route !== route()
  for (const link of document.querySelectorAll('nav.shop a'))
    if (link.getAttribute('href') === route()) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
}

/** Shows the route of the address, now and whenever it changes. `onRoute` is called on each change. */
export const startRoutes = (onRoute) => {
  const change = () => {
    show()
    onRoute()
  }
  const go = (path) => {
    history.pushState(null, '', path)
    change()
  }
  addEventListener('popstate', change)
  document.querySelector('.shop-side').addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="/site/"]')
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    go(link.getAttribute('href'))
    scrollTo(0, 0)
    document.querySelector('[data-route]:not([hidden]) h1').focus()
  })
  show()
  return go
}
