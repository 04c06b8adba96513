import type { ExperimentImpressionsOptions } from '../options.js'
import { parseJson } from '../storage/read-storage.js'
import { ownName } from '../this-package.js'

/**
 * Reads options from attributes such as `data-experiment-impressions-instance-key="ajs"`. The long prefix keeps them apart from
 * the attributes that consent managers and optimizers add to scripts.
 *
 * A value that doesn't fit is ignored, with a warning. Only a consent that doesn't fit counts: as undecided.
 */
export const readAttributes = (attributes: DOMStringMap): ExperimentImpressionsOptions => {
  const options: Record<string, unknown> = {}
  for (const name in attributes) {
    const option = name.replace(/^experimentImpressions(.)/, (_start, first: string) => first.toLowerCase())
    if (name !== option) {
      const text = attributes[name]
      const isKey = option.endsWith('Key')
      const value = isKey ? text : parseJson(text)
      const fits = isKey
        ? text
        : option === 'maxAgeDays'
          ? (text as unknown as number) > 0
          : typeof value === 'boolean'
      if (fits || option === 'consent') options[option] = value ?? text
      if (!fits) console.warn(`[${ownName}] ${name}="${text as string}" ignored`)
    }
  }
  return options
}
