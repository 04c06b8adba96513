export { EstimateInputError } from './check-input.js'
export {
  estimateImpressions,
  type Estimate,
  type EstimateInput,
  type ExperimentEstimate,
} from './estimate-impressions.js'
export type { ExperimentScope } from './experiment-scope.js'
export type { Savings } from './narrow.js'
export type { QuotaUse, RunsOut } from './quota-use.js'
