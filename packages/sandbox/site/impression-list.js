/** Shows impressions as a list. Everything is set as text. */
import { impressions, onImpressions } from './impressions.js'
import { eventLink, personLink } from './links.js'

/** What became of an impression: a word, its colour, and a sentence. */
export const describe = ({ outcome, operation, variant, reason }) =>
  ({
    waiting: ['waits', 'wait', 'On the device, until Segment and consent are there.'],
    erased: ['erased', 'bad', 'Consent is refused: nothing leaves the page.'],
    sent: ['sent', 'quiet', 'Handed to analytics.js.'],
    pending: ['at Segment', 'quiet', 'On its way to Amplitude.'],
    retry: ['retrying', 'wait', reason],
    rejected: ['rejected', 'bad', reason],
    accepted: [
      'accepted',
      'good',
      operation === 'set'
        ? `User property set to ${variant}.`
        : operation === 'unset'
          ? 'Left out: user property removed.'
          : 'No user property touched.',
    ],
  })[outcome] ?? [String(outcome), 'quiet', '']

/** What was erased has no event, and of what waits the debugger has not heard yet. */
export const hasEvent = ({ outcome }) => !['erased', 'waiting'].includes(outcome)

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}

const digits = { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 1 }

const clock = (epoch) => (epoch > 0 ? new Date(epoch).toLocaleTimeString('en-GB', digits) : '–')

export const arrow = ({ flag, variant }) => `${flag} → ${variant}`

const short = (id) => {
  const most = /^[\da-f]{8}-/.test(id) ? 8 : 24
  return id.length > most ? `${id.slice(0, most)}…` : id
}

const linksOf = (impression) => {
  const { id, person } = impression
  const links = element('p', { className: 'links' })
  if (!hasEvent(impression)) return links
  const ariaLabel = `Event of ${arrow(impression)} in the debugger`
  links.append(element('a', { href: eventLink(id), ariaLabel, className: 'event' }, 'Event'))
  if (typeof person === 'string')
    links.append(element('a', { href: personLink(person), title: person }, `Person ${short(person)}`))
  return links
}

const item = (impression) => {
  const { flag, variant, shownAt, outcome } = impression
  const [word, tone, sentence] = describe(impression)
  const what = element('p', { className: 'what' }, element('b', {}, flag), ` → ${variant}`)
  return element(
    'li',
    { className: `impression ${outcome}` },
    element('time', {}, clock(shownAt)),
    element('div', {}, what, element('p', { className: 'soft' }, sentence ?? ''), linksOf(impression)),
    element('span', { className: `badge ${tone}` }, word),
  )
}

/** Fills an `ol` and keeps it so. The focus stays on the link it is on. */
export const showImpressions = (list) => {
  const fill = () => {
    const focused = list.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null
    const items = impressions().map(item)
    list.replaceChildren(...items)
    list.hidden = items.length === 0
    if (focused !== null)
      [...list.querySelectorAll('a')].find((link) => link.getAttribute('href') === focused)?.focus()
  }
  onImpressions(fill)
  fill()
}
