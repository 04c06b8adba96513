import type { InputPart } from '../input-part.js'
import { parseLenient, type BrokenValue } from '../lenient/parse-lenient.js'
import type { Mistake } from '../mistake.js'
import { partsOf } from '../parts-of.js'
import type { Window } from '../window.js'
import { isCall } from '../wrapped/is-call.js'
import { findAgain } from './find-again.js'
import { skipBroken } from './skip-broken.js'

/** What is left of a value that breaks. */
export interface GivenUp {
  /** Its complete elements. */
  readonly parts: readonly InputPart[]
  readonly mistake: () => Mistake
  /** Where reading goes on. */
  readonly end: number
  /** Brackets that may still be closed there. */
  readonly owed: number
  /** Whether the value was one, and not just a bracket in a text. */
  readonly isValue: boolean
  /** Whether the input ends before the value does. */
  readonly isCut: boolean
  /** Characters that will be read again. */
  readonly again: number
}

/** Gives a broken value up. `mayReadAgain`: how many characters may be read another time. */
export async function giveUp(
  window: Window,
  {
    start,
    broken,
    mayReadAgain,
  }: { readonly start: number; readonly broken: BrokenValue; readonly mayReadAgain: number },
): Promise<GivenUp> {
  const text = window.text()
  const isCut = broken.at >= text.length
  const again = broken.at - start > mayReadAgain ? undefined : findAgain(text, start, broken.at)
  if (again !== undefined) {
    const first = parseLenient(text.slice(0, again - 1), start)
    if (!first.ok)
      return {
        ...leftOf(window, start, first),
        end: again - 1,
        owed: 0,
        isValue: true,
        isCut: false,
        again: broken.at - again,
      }
  }
  if (!broken.isSubstantial)
    return {
      ...leftOf(window, start, broken),
      parts: [],
      end: Math.max(start + 1, broken.at),
      owed: 0,
      isValue: false,
      isCut,
      again: 0,
    }
  const left = leftOf(window, start, broken)
  const { at, depth } = broken
  let skipped = skipBroken(text, { start, at, depth })
  while (skipped.isOpen && (await window.grow())) skipped = skipBroken(window.text(), { start, at, depth })
  return { ...left, end: skipped.end, owed: skipped.owed, isValue: true, isCut, again: 0 }
}

function leftOf(window: Window, start: number, broken: BrokenValue): Pick<GivenUp, 'parts' | 'mistake'> {
  const { at, expected, hint, elements, inner } = broken
  const objects = elements.filter((one) => typeof one === 'object' && one !== null)
  // What's in an object may be a part of an event, unless it's a call.
  const whole = [...objects, ...inner.filter(isCall)]
  return {
    parts: whole.length === 0 ? [] : partsOf([whole], window.placeAt(start)),
    mistake: () => window.mistakeAt(at, expected, hint),
  }
}
