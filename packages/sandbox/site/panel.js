/** The panel: controls for the page, and its status. */
import { showControls } from './controls.js'
import { arrow, describe, hasEvent, showImpressions } from './impression-list.js'
import { impressions, lookForWaiting, onImpressions } from './impressions.js'
import { notePressed, noteShownElsewhere } from './just-made.js'
import { eventLink, personLink } from './links.js'
import { nextRoute } from './routes.js'
import { consent, segment, setConsent, setSegment } from './switches.js'
import { customer, forgetVisitor, ids, logIn, logOut } from './visitor.js'

/**
 * As quick as a visitor's click or a script's redirect. In the same task, analytics.js wouldn't have sent or stored anything
 * yet.
 */
const leaveAfterMs = 50
const focusKey = 'demo-site:focus'
const byId = (id) => document.getElementById(id)

const consentWords = { given: 'given', refused: 'refused', open: 'not answered yet' }

const segmentState = () => {
  if (window.analytics.initialized) return ['live', 'good']
  if (window.analytics.isBlocked) return ['blocked: analytics.js didn’t load', 'bad']
  return [segment() === 'slow' ? 'slow: analytics.js is on its way' : 'loading', 'wait']
}

const lastState = () => {
  const [last] = impressions()
  if (last === undefined) return ['none yet', 'quiet']
  const [word, tone] = describe(last)
  return [`${arrow(last)}: ${word}`, tone, hasEvent(last) ? eventLink(last.id) : undefined]
}

const visitorState = ({ userId, anonymousId }) => {
  if (userId !== undefined) return [userId, '', personLink(userId)]
  if (anonymousId === undefined) return ['nobody yet: no id stored', 'wait']
  return [`anonymous ${anonymousId.slice(0, 8)}…`, '', personLink(anonymousId)]
}

/** Writes only changes, so that a screen reader reads them once. */
const write = (id, [text, tone, link]) => {
  const place = byId(id)
  if (place.textContent !== text) place.textContent = text
  place.className = tone
  if (link === undefined) place.removeAttribute('href')
  else place.href = link
}

const press = (name, value) => {
  for (const button of document.querySelectorAll(`[data-${name}]`))
    button.setAttribute('aria-pressed', String(button.dataset[name] === value))
}

/** Reloads the page and restores the focus. */
const reload = () => {
  sessionStorage.setItem(focusKey, document.activeElement.id)
  location.reload()
}

const onClick = (id, action) => byId(id).addEventListener('click', action)

/** `go` changes the route. `show` shows the page's variants again. */
export const startPanel = ({ go, show }) => {
  showControls(byId('controls'))
  const refresh = () => {
    write('who', visitorState(ids()))
    byId('log-out').disabled = customer() === undefined
    write('consent-state', [
      consentWords[consent()],
      { given: 'good', refused: 'bad', open: 'wait' }[consent()],
    ])
    write('segment-state', segmentState())
    write('last-state', lastState())
    press('consent', consent())
    press('segment', segment())
  }

  onClick('new-visitor', () => {
    // Not earlier: until the page unloads, analytics.js stores the ids again whenever they are read.
    window.addEventListener('pagehide', forgetVisitor)
    reload()
  })
  byId('log-in-form').addEventListener('submit', (event) => {
    event.preventDefault()
    const name = byId('name').value.trim()
    if (name === '') return
    logIn(name)
    show()
    refresh()
  })
  onClick('log-out', () => {
    logOut()
    byId('name').focus()
    show()
    refresh()
  })
  onClick('change-route', () => go(nextRoute()))
  onClick('second-tab', () => noteShownElsewhere('hero-headline'))
  onClick('leave', () => {
    go('/site/')
    setTimeout(() => location.assign('/site/left'), leaveAfterMs)
  })
  for (const button of document.querySelectorAll('[data-consent]'))
    button.addEventListener('click', () => {
      setConsent(button.dataset.consent)
      refresh()
    })
  for (const button of document.querySelectorAll('[data-segment]'))
    button.addEventListener('click', () => {
      setSegment(button.dataset.segment)
      reload()
    })

  onImpressions(refresh)
  showImpressions(byId('impressions'))
  // Another tab logged in or out, or changed a switch.
  addEventListener('storage', () => {
    lookForWaiting()
    refresh()
  })
  document.addEventListener('segment-blocked', refresh)
  const pressedBefore = sessionStorage.getItem(focusKey) ?? undefined
  notePressed(pressedBefore)
  byId(pressedBefore)?.focus()
  sessionStorage.removeItem(focusKey)
  refresh()
  return {
    refresh,
    connection(isConnected) {
      byId('disconnected').hidden = isConnected
    },
  }
}
