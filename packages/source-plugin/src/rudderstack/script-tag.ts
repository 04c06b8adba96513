import { putOnPage } from '../experiment/put-on-page.js'
import { createRudderstackIntegration } from './index.js'

putOnPage('createRudderstackIntegration', () => createRudderstackIntegration)
