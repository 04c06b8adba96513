import { putOnPage } from '../integration/put-on-page.js'
import { createMparticleIntegration } from './index.js'

putOnPage('createMparticleIntegration', () => createMparticleIntegration)
