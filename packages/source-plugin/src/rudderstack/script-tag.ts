import { putOnPage } from '../experiment/put-on-page.js'
import { createForRudderstack } from './create.js'

putOnPage(
  'createRudderstackIntegration',
  () =>
    (options = {}) =>
      createForRudderstack(options),
)
