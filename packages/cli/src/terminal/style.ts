import { styleText } from 'node:util'
import type { Io } from '../io.js'

type Paint = (text: string) => string

/** Colours by meaning. Without colour, each function returns its text unchanged. */
export interface Style {
  readonly title: Paint
  readonly faint: Paint
  readonly pre: Paint
  readonly post: Paint
  readonly good: Paint
  readonly warning: Paint
  readonly bad: Paint
}

/** Creates a style, with or without colour. */
export function createStyle(hasColour: boolean): Style {
  // `validateStream: false`: the caller has decided about colour, and not for `process.stdout`.
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
 * Whether to print colours: on a terminal, unless `TERM=dumb`. `FORCE_COLOR` (other than `0` and `false`) turns them on
 * anywhere. `NO_COLOR` (unless empty) turns them off and overrides the rest.
 */
export function wantsColour({ env, isTTY }: Pick<Io, 'env' | 'isTTY'>): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = env
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'
  return isTTY && TERM !== 'dumb'
}
