/** The shop: shows each page's variant, sells tea, and updates the panel. */
import { showBeside } from './beside.js'
import { startExperiments } from './experiments.js'
import { followSandbox, lookForWaiting, noteSent, noteReported } from './impressions.js'
import { noteReport, noteShown } from './just-made.js'
import { startPanel } from './panel.js'
import { startRoutes } from './routes.js'
import { customer, ids, recallCustomer } from './visitor.js'

const experimentOf = {
  '/site/': 'hero-headline',
  '/site/product': 'buy-button',
  '/site/checkout': 'express-checkout',
}

const words = {
  // Both take the same lines: in a narrow window the panel stands below, and its controls must not move.
  'hero-headline': {
    off: 'Tea, slowly made.',
    control: 'Tea, slowly made.',
    treatment: 'Your quiet minute.',
  },
  'buy-button': { off: 'Add to basket', control: 'Add to basket', treatment: 'Brew this tomorrow' },
}

const text = (id, value) => {
  document.getElementById(id).textContent = value
}

const apply = {
  'hero-headline': (variant) => text('headline', words['hero-headline'][variant]),
  'buy-button'(variant) {
    text('buy', words['buy-button'][variant])
    document.getElementById('buy').classList.toggle('bold', variant === 'treatment')
  },
  'express-checkout'(variant) {
    document.getElementById('express').hidden = variant !== 'on'
  },
}

let experiments
let userShownTo

/** Shows this page's variant to the current visitor: one impression. */
const show = () => {
  if (experiments === undefined) return
  const key = experimentOf[location.pathname] ?? 'hero-headline'
  noteShown(key)
  const variant = experiments.show(key)
  userShownTo = ids().userId
  apply[key](variant)
  for (const tag of document.querySelectorAll(`[data-flag="${key}"]`))
    tag.textContent = `${key} → ${variant === 'off' ? 'no variant' : variant}`
  const name = customer()
  text('greeting', name === undefined ? 'Not logged in' : `Hello, ${name}`)
  lookBeside()
}

const go = startRoutes(() => {
  show()
  panel.refresh()
})
const panel = startPanel({ go, show })
const lookBeside = showBeside()

// Until analytics.js has loaded, the snippet queues calls to it.
const { analytics } = window
document.addEventListener('segment-sends', ({ detail }) => noteSent(detail))
for (const event of ['initialize', 'identify', 'reset', 'track']) analytics.on(event, panel.refresh)
// If the visitor logged in before Segment had loaded, the variants are for another person now.
analytics.on('identify', () => {
  if (ids().userId !== userShownTo) show()
})
recallCustomer()

document.getElementById('buy').addEventListener('click', () => {
  window.analytics.track('Product Added', { product: 'Morning No. 4', price: 9.5 })
  go('/site/checkout')
  document.querySelector('#checkout h1').focus()
})
for (const id of ['pay', 'express-pay'])
  document.getElementById(id).addEventListener('click', () => {
    window.analytics.track('Order Completed', { total: 9.5 })
    text('thanks', 'Thank you. Nothing was charged: this shop has no tea.')
  })

followSandbox(panel.connection)
lookForWaiting()
experiments = await startExperiments((event) => {
  noteReport()
  noteReported(event)
  panel.refresh()
})
show()
panel.refresh()
document.documentElement.dataset.started = 'true'
