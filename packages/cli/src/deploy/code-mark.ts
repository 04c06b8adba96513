import { createHash } from 'node:crypto'

/** The sha256 of code; line ends and what stands around it don't count, since an editor may change them. */
function digestOf(code: string): string {
  return createHash('sha256').update(normalize(code)).digest('hex')
}

/** Whether two pieces of code are the same. */
export function isSameCode(one: string, other: string): boolean {
  return normalize(one) === normalize(other)
}

/**
 * A function's description in Segment. It ends in a mark of the code, by which the next run sees whether somebody has
 * edited the code since.
 */
export function describeFunction(
  purpose: string,
  { code, version }: { code: string; version: string },
): string {
  return `${purpose} Deployed by experiment-impressions ${version}, code ${digestOf(code).slice(0, markLength)}.`
}

/** Whether code is still the one that its description was made for; `undefined` if the description has no mark. */
export function isAsDeployed(code: string, description: string | undefined): boolean | undefined {
  const mark = /, code (?<mark>[\da-f]{16})\.$/.exec(description ?? '')?.groups?.['mark']
  return mark === undefined ? undefined : digestOf(code).startsWith(mark)
}

const markLength = 16

function normalize(code: string): string {
  return code.replace(/\r\n?/g, '\n').trim()
}
