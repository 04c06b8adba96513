/** The panel's controls: everything that a visitor can do to the page. */
import { element } from './dom.js'

const code = (text) => element('code', {}, text)

/** A button with its description. `data` names the switch that it sets, and its value. */
const button = ({ id, label, data = {}, does }) => {
  const created = element('button', { id, type: 'button', attributes: describedBy(id) }, label)
  Object.assign(created.dataset, data)
  return row(id, created, does)
}

const row = (id, control, does) =>
  element(
    'li',
    {},
    control,
    element(
      'div',
      { className: 'does' },
      element('p', { id: `${id}-does` }, ...[does].flat()),
      // What it has made stands in the same place, so nothing moves.
      element('p', { id: `${id}-made`, className: 'just-made', hidden: true }),
    ),
  )

const describedBy = (id) => ({ 'aria-describedby': `${id}-does` })

const logInForm = () =>
  row(
    'log-in',
    element(
      'form',
      { id: 'log-in-form' },
      element('label', { className: 'hidden', htmlFor: 'name' }, 'Name'),
      element('input', { id: 'name', maxLength: 60, value: 'Ada', autocomplete: 'off', required: true }),
      element('button', { id: 'log-in', attributes: describedBy('log-in') }, 'Log in'),
    ),
    ['Calls ', code('identify'), ' and shows the page’s variant to that person.'],
  )

const secondTab = () =>
  row(
    'second-tab',
    element(
      'a',
      {
        id: 'second-tab',
        className: 'button',
        href: '/site/',
        target: '_blank',
        attributes: describedBy('second-tab'),
      },
      'Second tab',
    ),
    'Two tabs, one visitor: each variant shown is exactly one impression.',
  )

const groups = () => ({
  You: [
    button({
      id: 'new-visitor',
      label: 'New visitor',
      does: 'Forgets all ids and reloads the page as a new visitor.',
    }),
    logInForm(),
    button({
      id: 'log-out',
      label: 'Log out',
      does: ['Calls ', code('reset'), ': you get a new anonymous id, and maybe another variant.'],
    }),
  ],
  'The page': [
    button({
      id: 'change-route',
      label: 'Change route',
      does: 'Opens the next page without a reload and shows its variant.',
    }),
    secondTab(),
    button({
      id: 'leave',
      label: 'Leave at once',
      does: 'Shows the headline and leaves 50 ms later. The impression still arrives.',
    }),
  ],
  Consent: [
    button({
      id: 'consent-given',
      label: 'Given',
      data: { consent: 'given' },
      does: 'Sends impressions, including those that have waited.',
    }),
    button({
      id: 'consent-refused',
      label: 'Refused',
      data: { consent: 'refused' },
      does: 'Erases impressions, including those that wait.',
    }),
    button({
      id: 'consent-open',
      label: 'Late',
      data: { consent: 'open' },
      does: 'No answer yet: impressions wait on the device.',
    }),
  ],
  Segment: [
    button({
      id: 'segment-works',
      label: 'Works',
      data: { segment: 'works' },
      does: 'Reloads with analytics.js at its usual speed.',
    }),
    button({
      id: 'segment-slow',
      label: 'Slow',
      data: { segment: 'slow' },
      does: 'Reloads with analytics.js 3 seconds late. Nothing is lost.',
    }),
    button({
      id: 'segment-blocked',
      label: 'Blocked',
      data: { segment: 'blocked' },
      does: 'Reloads without analytics.js: impressions wait until it works.',
    }),
  ],
})

/** Fills an element with one card per group of controls. */
export const showControls = (parent) => {
  const cards = Object.entries(groups()).map(([title, rows], index) => {
    const id = `controls-${String(index)}`
    return element(
      'section',
      { className: 'card', attributes: { 'aria-labelledby': id } },
      element('h3', { id }, title),
      element('ul', { className: 'rows' }, ...rows),
    )
  })
  parent.replaceChildren(...cards)
}
