import { putOnPage } from '../experiment/put-on-page.js'
import { createForMparticle } from './create.js'

putOnPage(
  'createMparticleIntegration',
  () =>
    (options = {}) =>
      createForMparticle(options),
)
