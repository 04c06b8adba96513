import { integrationName, type ExperimentIntegration } from './integration.js'
import { quietly } from '../quietly.js'
import { readAttributes } from './read-attributes.js'

interface ScriptTagWindow {
  ExperimentImpressions?: object
  experimentIntegration?: { readonly name?: unknown } | null
  experimentImpressions?: object
}

/**
 * Puts what a script tag brings on the page: the factory, by its name, in `window.ExperimentImpressions`, and an integration of
 * it, with the options of the script's attributes and of `window.experimentImpressions`, in `window.experimentIntegration`.
 * `createFor` makes the factory from the script's own address.
 */
export const putOnPage = (
  name: string,
  createFor: (src: string) => (options?: object) => ExperimentIntegration,
): void => {
  quietly(() => {
    const page = window as ScriptTagWindow
    // Neither is there in a module, and `for … in` takes that.
    const { src, dataset } = (document.currentScript ?? {}) as HTMLScriptElement
    const create = createFor(src)
    page.ExperimentImpressions = { [name]: create }
    // Where the script is on the page twice, the first one stays.
    if (page.experimentIntegration?.name !== integrationName)
      page.experimentIntegration = create({ ...readAttributes(dataset), ...page.experimentImpressions })
  })
}
