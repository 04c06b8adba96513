import { amplitudeLimits } from './amplitude-limits.js'
import { experimentUserPropertyPrefix, unsetPlaceholder } from './vocabulary.js'

/** The name of the user property that holds a person's variant of a flag. */
export function experimentUserProperty(flagKey: string): string {
  return experimentUserPropertyPrefix + flagKey
}

/** Longest flag key, in characters: Amplitude limits the length of its user property's name. */
export const longestFlagKey = amplitudeLimits.stringCharacters - experimentUserPropertyPrefix.length

/** Puts a person in the experiment: sets the experiment user property to the variant. */
export function setVariant(flagKey: string, variant: string): { $set: Record<string, string> } {
  return { $set: { [experimentUserProperty(flagKey)]: variant } }
}

/** Takes a person out of the experiment: unsets the experiment user property. */
export function unsetVariant(flagKey: string): { $unset: Record<string, typeof unsetPlaceholder> } {
  return { $unset: { [experimentUserProperty(flagKey)]: unsetPlaceholder } }
}
