import { escapeText } from '@experiment-impressions/contract'
import { UsageError } from './errors.js'

/**
 * Reads a whole number, 0 or more: `100000`, `100_000` or `100,000`.
 * @throws {UsageError} naming the argument
 */
export function parseCount(argument: string, text: string): number {
  const expected = 'a whole number, such as 100000 or 100,000'
  const number = parse(argument, text.replace(/^\d{1,3}(,\d{3})+$/, withoutCommas), expected)
  if (!Number.isInteger(number)) throw refusal(text, `${argument} isn’t a whole number`, expected)
  return number
}

/**
 * Reads a number, 0 or more, with a decimal point. A single comma is refused: in half the world `12,500` is twelve and a half.
 * @throws {UsageError} naming the argument
 */
export function parseAmount(argument: string, text: string): number {
  const grouped = /^\d{1,3}(,\d{3}){2,}(\.\d+)?$|^\d{1,3},\d{3}\.\d+$/
  return parse(argument, text.replace(grouped, withoutCommas), 'a number, such as 12 or 12.5')
}

/**
 * Reads a share from 0 to 1: `0.2`, or `20%`.
 * @throws {UsageError} naming the argument
 */
export function parseShare(argument: string, text: string): number {
  const expected = 'a share from 0 to 1, such as 0.2 or 20%'
  const isPercentage = text.endsWith('%')
  const number = parse(argument, isPercentage ? text.slice(0, -1) : text, expected)
  if (number > (isPercentage ? 100 : 1))
    throw refusal(text, `${argument} is over ${isPercentage ? '100 %' : '1'}`, expected)
  return isPercentage ? number / 100 : number
}

function parse(argument: string, text: string, expected: string): number {
  if (text === '') throw new UsageError(`${argument} is empty. Expected ${expected}.`)
  if (/^[-−][\d.]/.test(text)) throw refusal(text, `${argument} is negative`, expected)
  const digits = text.replace(/(?<=\d)_(?=\d)/g, '')
  if (!/^(\d+(\.\d*)?|\.\d+)$/.test(digits)) throw refusal(text, `${argument} isn’t a number`, expected)
  const number = Number(digits)
  if (number > Number.MAX_SAFE_INTEGER) throw refusal(text, `${argument} is too large`, expected)
  return number
}

function withoutCommas(text: string): string {
  return text.replaceAll(',', '')
}

function refusal(text: string, reason: string, expected: string): UsageError {
  return new UsageError(`${reason} (${escapeText(text.slice(0, 40))}). Expected ${expected}.`)
}
