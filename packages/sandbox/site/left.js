/** The page after leaving the shop. It runs no Segment and only asks the sandbox what has arrived. */
import { followSandbox, lookForWaiting } from './impressions.js'
import { showImpressions } from './impression-list.js'

showImpressions(document.getElementById('impressions'))
followSandbox((isConnected) => {
  document.getElementById('disconnected').hidden = isConnected
})
lookForWaiting()
