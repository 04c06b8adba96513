import { styleText } from 'node:util'
import type { Io } from '../io.js'

type Paint = (text: string) => string

/** Colours by meaning. Without colour each returns its text as it is. */
export interface Style {
  readonly title: Paint
  readonly faint: Paint
  readonly pre: Paint
  readonly post: Paint
  readonly good: Paint
  readonly warning: Paint
  readonly bad: Paint
}

/** Paints in colours, or leaves every text as it is. */
export function createStyle(hasColour: boolean): Style {
  // `validateStream: false`: whether stdout takes colour has been decided already, and not for `process.stdout`.
  const paint =
    (format: Parameters<typeof styleText>[0]): Paint =>
    (text) =>
      hasColour && text !== '' ? styleText(format, text, { validateStream: false }) : text
  return {
    title: paint('bold'),
    faint: paint('dim'),
    pre: paint(['bold', 'blue']),
    post: paint(['bold', 'magenta']),
    good: paint('green'),
    warning: paint('yellow'),
    bad: paint('red'),
  }
}

/**
 * Whether to print colours: on a terminal that is not `TERM=dumb`. `FORCE_COLOR` (other than `0` and `false`) turns them
 * on anywhere, `NO_COLOR` (other than empty) turns them off and goes before everything else.
 */
export function wantsColour({ env, isTTY }: Pick<Io, 'env' | 'isTTY'>): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = env
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'
  return isTTY && TERM !== 'dumb'
}
