/** Shows what a press has made beside its control, and beside the flag on the shop's page. All values are inserted as text. */
import { element } from './dom.js'
import { describe, hasEvent } from './impression-list.js'
import { onImpressions } from './impressions.js'
import { madeBy, madeFor } from './just-made.js'
import { eventLink } from './links.js'
import { consent } from './switches.js'

/** What has become of an impression, and its colour. */
const stateOf = (impression) => {
  const [word, tone] = describe(impression)
  const { outcome } = impression
  if (outcome === 'waiting')
    return [consent() === 'open' ? 'waiting for consent' : 'waiting for Segment', tone]
  return [outcome === 'erased' ? 'erased: no consent' : word, tone]
}

const lineOf = (impression, words) => {
  const [state, tone] = stateOf(impression)
  const name = hasEvent(impression) ? element('a', { href: eventLink(impression.id) }, words) : words
  return [name, ' · ', element('span', { className: tone }, state)]
}

const contentOf = ({ impression, isReported }) => {
  if (impression !== undefined) {
    const { event, flag, variant } = impression
    return lineOf(impression, `${event} → ${flag} / ${variant}`)
  }
  return isReported ? [] : ['No new event: this session’s exposure was sent before.']
}

/** Replaces only what differs, so that the focus stays on a link. */
const fillWith = (place, content) => {
  const next = element('p', {}, ...content)
  if (next.innerHTML !== place.innerHTML) place.replaceChildren(...next.childNodes)
}

/** Keeps both up to date; the function that it returns looks again. */
export const showBeside = () => {
  const fill = () => {
    const made = madeBy()
    for (const place of document.querySelectorAll('.just-made')) {
      const content = made !== undefined && place.id === `${made.control}-made` ? contentOf(made) : []
      place.hidden = content.length === 0
      fillWith(place, content)
    }
    for (const place of document.querySelectorAll('.tag-state')) {
      const impression = madeFor(place.dataset.state)
      fillWith(place, impression === undefined ? [] : lineOf(impression, impression.event))
    }
  }
  onImpressions(fill)
  return fill
}
