import type { DebugModule, LoadDebug } from './debug-note.js'
import { parseJson } from './identity.js'
import { createIntegration, integrationName, type ExperimentIntegration } from './integration.js'
import type { ExperimentImpressionsOptions } from './options.js'
import { quietly } from './quietly.js'

interface ScriptTagWindow {
  ExperimentImpressions?: object
  experimentIntegration?: { readonly name?: unknown } | null
  experimentImpressions?: ExperimentImpressionsOptions
}

/** Options from `data-` attributes: `data-instance-key="ajs"`, `data-forward-events="false"`, `data-max-age-days="3"`. */
const fromAttributes = (attributes: DOMStringMap): ExperimentImpressionsOptions => {
  const options: Record<string, unknown> = {}
  for (const name in attributes) options[name] = parseJson(attributes[name]) ?? attributes[name]
  return options
}

quietly(() => {
  const page = window as ScriptTagWindow
  // Neither is there in a module, and `for … in` takes that.
  const { src, dataset } = (document.currentScript ?? {}) as HTMLScriptElement
  const loadDebug: LoadDebug = async (view) => {
    const debug = (await import(new URL('experiment-impressions.debug.min.js', src).href)) as DebugModule
    debug.startDebug(view)
  }
  const create = (options: ExperimentImpressionsOptions = {}): ExperimentIntegration =>
    createIntegration(options, loadDebug)
  page.ExperimentImpressions = { createExperimentIntegration: create }
  // Where the script is on the page twice, the first one stays.
  if (page.experimentIntegration?.name !== integrationName)
    page.experimentIntegration = create({ ...fromAttributes(dataset), ...page.experimentImpressions })
})
