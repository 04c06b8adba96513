/** The page behind the shop's exit: nothing of Segment runs here, it only asks the sandbox what has arrived. */
import { followSandbox, lookForWaiting } from './impressions.js'
import { showImpressions } from './impression-list.js'

showImpressions(document.getElementById('impressions'))
followSandbox((isThere) => {
  document.getElementById('disconnected').hidden = isThere
})
lookForWaiting()
