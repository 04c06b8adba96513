import { quietly } from '../quietly.js'
import { integrationName, type ExperimentIntegration } from './experiment-integration.js'
import { readAttributes } from './read-attributes.js'

interface ScriptTagWindow {
  ExperimentImpressions?: object
  experimentIntegration?: { readonly name?: unknown } | null
  experimentImpressions?: object
}

/**
 * Sets the globals of a script tag. `window.ExperimentImpressions` gets the factory under its name. `window.experimentIntegration`
 * gets an integration with the options in the script's attributes and in `window.experimentImpressions`.
 *
 * `createFor` makes the factory from the script's own address.
 */
export const putOnPage = (
  name: string,
  createFor: (src: string) => (options?: object) => ExperimentIntegration,
): void => {
  quietly(() => {
    const page = window as ScriptTagWindow
    // A module has neither, and `for … in` accepts that.
    const { src, dataset } = (document.currentScript ?? {}) as HTMLScriptElement
    const create = createFor(src)
    page.ExperimentImpressions = { [name]: create }
    // If the script is on the page twice, the first one stays.
    if (page.experimentIntegration?.name !== integrationName)
      page.experimentIntegration = create({ ...readAttributes(dataset), ...page.experimentImpressions })
  })
}
