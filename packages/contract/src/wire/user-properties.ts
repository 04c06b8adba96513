import { amplitudeLimits } from './amplitude-limits.js'
import { experimentUserPropertyPrefix, unsetPlaceholder } from './vocabulary.js'

/** The name of the user property that holds a person's variant of a flag. */
export function experimentUserProperty(flagKey: string): string {
  return experimentUserPropertyPrefix + flagKey
}

/** Longest flag key in characters: the name of its user property is as long as Amplitude takes one. */
export const longestFlagKey = amplitudeLimits.stringCharacters - experimentUserPropertyPrefix.length

/** Enrols a person: sets the experiment user property to the variant. */
export function setVariant(flagKey: string, variant: string): { $set: Record<string, string> } {
  return { $set: { [experimentUserProperty(flagKey)]: variant } }
}

/** Takes a person out: unsets the experiment user property. */
export function unsetVariant(flagKey: string): { $unset: Record<string, typeof unsetPlaceholder> } {
  return { $unset: { [experimentUserProperty(flagKey)]: unsetPlaceholder } }
}
