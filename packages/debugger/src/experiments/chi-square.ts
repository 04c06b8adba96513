/** The result of comparing counts with a split. */
export interface ChiSquare {
  readonly statistic: number
  readonly degrees: number
  /** The probability of a deviation at least this large by chance alone. */
  readonly p: number
  /** The largest difference between a group’s share and its expected share, 0–1. */
  readonly deviation: number
  /** Whether the counts are enough for `p`: at least 5 expected in each group. */
  readonly isReliable: boolean
}

/**
 * Pearson’s chi-square test of goodness of fit of counts to weights, which must be above 0. `undefined` without counts or with
 * fewer than two groups.
 */
export function chiSquareTest(
  observed: readonly number[],
  weights: readonly number[],
): ChiSquare | undefined {
  const total = sum(observed)
  const weight = sum(weights)
  const degrees = weights.length - 1
  if (total === 0 || !(weight > 0) || degrees < 1) return undefined
  // Multiply before dividing, so an expectation of 5 doesn’t become 4.999….
  const expected = weights.map((each) => (each * total) / weight)
  const statistic = sum(expected.map((each, index) => ((observed[index] ?? 0) - each) ** 2 / each))
  return {
    statistic,
    degrees,
    p: upperGamma(degrees / 2, statistic / 2),
    deviation: Math.max(...expected.map((each, index) => Math.abs((observed[index] ?? 0) - each) / total)),
    isReliable: expected.every((each) => each >= 5),
  }
}

/**
 * The regularised upper incomplete gamma function Q(a, x): its series below a + 1, its continued fraction above.
 * Source: NIST Digital Library of Mathematical Functions, 8.7.1 and 8.9.2.
 */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a))
  if (x < a + 1) {
    let term = 1 / a
    let total = term
    for (let n = 1; n < 500 && term > total * 1e-16; n += 1) {
      term *= x / (a + n)
      total += term
    }
    return Math.max(0, 1 - total * scale)
  }
  // Lentz’s method.
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < 500; n += 1) {
    const factor = -n * (n - a)
    b += 2
    d = 1 / (factor * d + b)
    c = b + factor / c
    const step = c * d
    fraction *= step
    if (Math.abs(step - 1) < 1e-15) break
  }
  return fraction * scale
}

/** Lanczos’ approximation, good to 15 digits. */
function logGamma(x: number): number {
  const coefficients = [
    676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
    -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
  ]
  const z = x - 1
  const series = coefficients.reduce(
    (total, coefficient, index) => total + coefficient / (z + index + 1),
    0.9999999999998099,
  )
  const t = z + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(series)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
