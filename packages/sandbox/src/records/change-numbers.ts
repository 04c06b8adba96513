/** The numbers of changes, which grow. Logs whose changes go into one stream share them. */
export interface ChangeNumbers {
  /** The number of the latest change. */
  readonly latest: () => number
  readonly next: () => number
}

/** Numbers changes; the first gets the number after `latest`. */
export function createChangeNumbers(latest = 0): ChangeNumbers {
  return {
    latest: () => latest,
    next: () => {
      latest += 1
      return latest
    },
  }
}
