/** Segment's `context.page`: the page that showed a variant. */
export interface Page {
  readonly url: string
  readonly path: string
  readonly search: string
  readonly title: string
  readonly referrer: string
}

/**
 * When this page began, epoch ms by the clock that an impression's `time` is taken from. `performance.timeOrigin` is by the
 * clock as it was then, which may have been set since.
 */
const pageStart = (): number => Date.now() - performance.now()

/**
 * The page that showed an impression, from the `url` in its metadata (the address without its query) and its `time` in epoch ms.
 *
 * While it is on the screen: what analytics.js says of it, but for canonical links, which single-page apps leave behind when
 * they go on. Later only the address is known. The rest is left empty then, not guessed, and not absent either, since
 * analytics.js fills in what is absent from the page on the screen.
 */
export const pageOfImpression = (shownOn: unknown, time: number): Page => {
  const isGone =
    typeof shownOn === 'string' && (shownOn !== location.href.replace(/\?.*/, '') || time < pageStart())
  const { href, pathname, search } = isGone ? new URL(shownOn) : location
  return {
    url: href.replace(/#.*/, ''),
    path: pathname,
    search,
    title: isGone ? '' : document.title,
    referrer: isGone ? '' : document.referrer,
  }
}
