/** Which impression a press made: the first one of the flag that was shown since. */
import { impressions } from './impressions.js'

/** The id of the panel's control that was pressed last, unless something else was pressed since. */
let pressed
/** When each flag was last shown, in epoch ms. */
const shownAt = new Map()
/** What was shown last: the flag, when, because of which control, and whether that was reported. */
let shown

export const notePressed = (id) => {
  pressed = id
}

document.addEventListener(
  'click',
  ({ target }) => notePressed(target.closest('.rows :is(button, a)')?.id),
  true,
)
addEventListener('popstate', () => notePressed(undefined))

/** Notes that a flag's variant is about to be shown. */
export const noteShown = (flag) => {
  const at = Date.now()
  shownAt.set(flag, at)
  shown = { flag, at, control: pressed, isReported: false }
}

/** Notes that another tab is about to show a flag's variant. */
export const noteShownElsewhere = (flag) => {
  shown = { flag, at: Date.now(), control: pressed, isReported: true }
}

/** Notes that the variant that is being shown was reported. The Experiment client reports an exposure once per session. */
export const noteReport = () => {
  if (shown !== undefined) shown.isReported = true
}

const firstSince = (flag, at) => impressions().findLast((each) => each.flag === flag && each.shownAt >= at)

/** The impression that was made when a flag was last shown; `undefined` if there is none yet. */
export const madeFor = (flag) => (shownAt.has(flag) ? firstSince(flag, shownAt.get(flag)) : undefined)

/** The control that showed something last, and what that made; `undefined` if no control did. */
export const madeBy = () =>
  shown?.control === undefined
    ? undefined
    : { control: shown.control, isReported: shown.isReported, impression: firstSince(shown.flag, shown.at) }
