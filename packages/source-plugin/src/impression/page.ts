/** Segment's `context.page`: the page that showed a variant. */
export interface Page {
  readonly url: string
  readonly path: string
  readonly search: string
  readonly title: string
  readonly referrer: string
}

/**
 * Returns when this page began, in epoch ms by the clock that also gives an impression its `time`. `performance.timeOrigin` uses
 * the clock as it was then, and someone may have set it since.
 */
const pageStart = (): number => Date.now() - performance.now()

/**
 * Returns the page that showed an impression. `shownOn` is the `url` in its metadata (the address without the query); `time` is
 * its `time` in epoch ms.
 *
 * While that page is on the screen, the result is what analytics.js says about it, except for canonical links: single-page apps
 * leave them behind when they navigate. Later only the address is known. The rest is then empty: not guessed, and not absent
 * either, because analytics.js fills in absent values from the page on the screen.
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
