/** Shows impressions as a list. All values are inserted as text. */
import { element } from './dom.js'
import { impressions, onImpressions } from './impressions.js'
import { eventLink, personLink } from './links.js'

/** The outcome of an impression: a word, its colour, and a sentence. */
export const describe = ({ outcome, operation, variant, reason }) =>
  ({
    waiting: ['waiting', 'wait', 'On the device, until Segment has loaded and consent is given.'],
    erased: ['erased', 'bad', 'Consent is refused, so nothing leaves the page.'],
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
          ? 'Not in the experiment: user property removed.'
          : 'User properties unchanged.',
    ],
  })[outcome] ?? [String(outcome), 'quiet', '']

/** An erased impression has no event, and the debugger doesn't know a waiting one yet. */
export const hasEvent = ({ outcome }) => !['erased', 'waiting'].includes(outcome)

const digits = { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 1 }

const clock = (epoch) => (epoch > 0 ? new Date(epoch).toLocaleTimeString('en-GB', digits) : '–')

export const arrow = ({ flag, variant }) => `${flag} → ${variant}`

const short = (id) => {
  const maximum = /^[\da-f]{8}-/.test(id) ? 8 : 24
  return id.length > maximum ? `${id.slice(0, maximum)}…` : id
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

/** Fills an `ol` and keeps it up to date. The focus stays on its link. */
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
