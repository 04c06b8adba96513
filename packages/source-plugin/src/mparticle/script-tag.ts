import { putOnPage } from '../experiment/put-on-page.js'
import { createMparticleIntegration } from './index.js'

putOnPage('createMparticleIntegration', () => createMparticleIntegration)
