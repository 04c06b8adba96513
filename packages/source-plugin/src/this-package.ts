/** The name under which everything of this package stands on a page: in analytics.js, on events, in localStorage. */
export const ownName = 'experiment-impressions'
