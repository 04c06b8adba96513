import type { Finding, FindingCode } from '../finding.js'
import { arrivalWords } from './arrival-words.js'
import { batchWords } from './batch-words.js'
import type { FindingWords } from './finding-words.js'
import { mappingWords } from './mapping-words.js'
import { serverWords } from './server-words.js'
import { settingsWords } from './settings-words.js'
import { subscriptionWords } from './subscription-words.js'

/** What’s wrong and why it matters, what to do about it, and the likely causes if there are several. */
export function describeFinding({ code, params }: Finding): {
  readonly reason: string
  readonly nextStep: string
  readonly causes?: readonly string[]
} {
  const describe = words[code] as (of: unknown) => readonly [string, string, (readonly string[])?]
  const [reason, nextStep, causes] = describe(params)
  return { reason, nextStep, ...(causes === undefined ? {} : { causes }) }
}

const words: FindingWords<FindingCode> = {
  ...settingsWords,
  ...serverWords,
  ...subscriptionWords,
  ...mappingWords,
  ...batchWords,
  ...arrivalWords,
}

/** All codes. */
export const findingCodes = Object.keys(words) as FindingCode[]

/** The page of the documentation that has a section for each code. */
export const findingDocs =
  'https://github.com/experiment-impressions/experiment-impressions/blob/main/docs/doctor.md'

/** The section of the documentation for a finding. */
export function findingAddress({ code }: Pick<Finding, 'code'>): string {
  return `${findingDocs}#${code.toLowerCase()}`
}
