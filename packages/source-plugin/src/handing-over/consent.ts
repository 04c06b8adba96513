import type { IntegrationOptions } from '../options.js'
import { quietly } from '../quietly.js'

/** The answer of the `consent` option at this moment: anything but `true` and `false` counts as undecided. */
export const askConsent = (given: IntegrationOptions['consent'] = true): boolean | undefined => {
  const answer = typeof given === 'function' ? quietly(given) : given
  return typeof answer === 'boolean' ? answer : undefined
}
