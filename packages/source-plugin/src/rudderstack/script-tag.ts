import { putOnPage } from '../integration/put-on-page.js'
import { createRudderstackIntegration } from './index.js'

putOnPage('createRudderstackIntegration', () => createRudderstackIntegration)
