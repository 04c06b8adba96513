import { escapeText } from '@experiment-impressions/contract'
import { InputError } from '@experiment-impressions/inspection'
import { errorCode, UnreadableInputError } from '../errors.js'

/** What an error of the system or of zlib means for the input at `path`; any other error is given back as it is. */
export function explainUnreadable(error: unknown, path: string): unknown {
  const input = path === '-' ? 'Standard input' : escapeText(path)
  if (error instanceof InputError) return new UnreadableInputError(error.message)
  const code = errorCode(error)
  if (code === undefined) return error
  if (code === 'Z_BUF_ERROR')
    return new UnreadableInputError(`${input} is gzipped, and ends too early. Fetch it again.`)
  if (code.startsWith('Z_'))
    return new UnreadableInputError(`${input} is gzipped, and damaged (${code}). Fetch it again.`)
  return new UnreadableInputError(
    `${input} ${systemReasons.get(code) ?? `cannot be read (${escapeText(code)}).`}`,
  )
}

const systemReasons: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'does not exist. Check the path, or give - for standard input.'],
  ['EISDIR', 'is a directory. Give a file in it.'],
  ['ENOTDIR', 'does not exist: a part of its path is a file. Check the path.'],
  ['EACCES', 'may not be read by you. Check its permissions.'],
  ['EPERM', 'may not be read by you. Check its permissions.'],
  ['ERR_INVALID_ARG_VALUE', 'is not the path of a file. Check the path.'],
])
