import { escapeText } from '@experiment-impressions/contract'
import { GzipError, gzipSentence, InputError } from '@experiment-impressions/inspection'
import { errorCode, UnreadableInputError } from '../errors.js'

/** Explains a system error, or one of the input's content, that the input at `path` caused. Returns any other error unchanged. */
export function explainUnreadable(error: unknown, path: string): unknown {
  const input = path === '-' ? 'Standard input' : escapeText(path)
  if (error instanceof InputError) return new UnreadableInputError(error.message)
  if (error instanceof GzipError) return new UnreadableInputError(gzipSentence(input, error.flaw))
  const code = errorCode(error)
  if (code === undefined) return error
  return new UnreadableInputError(
    `${input} ${systemReasons.get(code) ?? `can’t be read (${escapeText(code)}).`}`,
  )
}

const systemReasons: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'doesn’t exist. Check the path, or pass - for standard input.'],
  ['EISDIR', 'is a directory. Pass a file in it.'],
  ['ENOTDIR', 'doesn’t exist: part of its path is a file. Check the path.'],
  ['EACCES', 'can’t be read: you don’t have permission. Check its permissions.'],
  ['EPERM', 'can’t be read: you don’t have permission. Check its permissions.'],
  ['ERR_INVALID_ARG_VALUE', 'isn’t a valid file path. Check the path.'],
])
