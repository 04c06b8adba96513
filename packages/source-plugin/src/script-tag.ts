import type { DebugModule, LoadDebug } from './debug-note.js'
import { createIntegration, integrationName, type ExperimentIntegration } from './integration.js'
import type { ExperimentImpressionsOptions } from './options.js'
import { quietly } from './quietly.js'
import { readAttributes } from './read-attributes.js'

interface ScriptTagWindow {
  ExperimentImpressions?: object
  experimentIntegration?: { readonly name?: unknown } | null
  experimentImpressions?: ExperimentImpressionsOptions
}

quietly(() => {
  const page = window as ScriptTagWindow
  // Neither is there in a module, and `for … in` takes that.
  const { src, dataset } = (document.currentScript ?? {}) as HTMLScriptElement
  const loadDebug: LoadDebug = async (view) => {
    const debug = (await import(new URL('experiment-impressions.debug.min.js', src).href)) as DebugModule
    debug.startDebug(view)
  }
  const create = (options?: ExperimentImpressionsOptions): ExperimentIntegration =>
    createIntegration(loadDebug, options)
  page.ExperimentImpressions = { createExperimentIntegration: create }
  // Where the script is on the page twice, the first one stays.
  if (page.experimentIntegration?.name !== integrationName)
    page.experimentIntegration = create({ ...readAttributes(dataset), ...page.experimentImpressions })
})
