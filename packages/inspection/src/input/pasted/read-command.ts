/** A request that `curl` would send. */
export interface Command {
  /** Where the command ends. */
  readonly end: number
  readonly url: string | undefined
  readonly bodies: readonly string[]
}

const start = /^[ \t]*(?:(?:\$|>|%|PS [^\n>]{0,200}>|[A-Z]:[^\n>]{0,200}>)[ \t]*)?curl(?:\.exe)?(?=\s)/
const dataOption = /^(?:--(?:data(?:-raw|-binary|-ascii|-urlencode)?|json|post-data)(?:=|$)|-d)/

/** Whether a line starts a `curl` command. */
export function isCommand(line: string): boolean {
  return start.test(line)
}

/**
 * Reads a `curl` command as a browser's network panel copies it, for POSIX shells or for Windows' cmd. `open` if the text ends
 * before the command does, unless it is the end of the input.
 */
export function readCommand(text: string, isEnd: boolean): Command | 'open' {
  const isWindows = /\^["{]|\^\r?\n/.test(text.slice(0, 4000))
  const source = isWindows ? endOfCmd(text) : { length: text.length, text, isOpen: false }
  const { words, end, isOpen } = readWords(source.text)
  if (!isEnd && (source.isOpen || (isOpen && !isWindows))) return 'open'
  const bodies = words.flatMap((word, index) => {
    const option = dataOption.exec(word)?.[0]
    if (option === undefined) return []
    const rest = word.slice(option.length)
    return rest === '' || option === word ? [words[index + 1] ?? ''] : [rest]
  })
  return {
    end: isWindows ? source.length : end,
    url: words.find((word) => /^https?:\/\//.test(word)),
    bodies,
  }
}

/** Undoes the escapes of cmd: `^` before a character, and before a line end that isn't one. */
function endOfCmd(text: string) {
  const end = /(?<!\^\r?|\^\r?\n\r?)\n/.exec(text)?.index ?? text.length
  return {
    length: end,
    isOpen: end === text.length && /\^\r?\n?$/.test(text.slice(-3)),
    text: text
      .slice(0, end)
      .replace(/\^(\r?\n\r?\n|\r?\n|[^])/g, (_, escaped: string) =>
        escaped.length > 2 || escaped === '\n\n' ? '\n' : escaped.endsWith('\n') ? ' ' : escaped,
      ),
  }
}

const plain = /[^\s'"\\$;|&]{1,10000}|\$(?!')|[;|&]/y
const inDouble = /[^"\\]{1,10000}/y
const inDollar = /[^'\\]{1,10000}/y
const ansi: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
}

/** Splits the first command of a text into words, as a POSIX shell does. `isOpen`: the text ends within it. */
function readWords(text: string): { words: string[]; end: number; isOpen: boolean } {
  const words: string[] = []
  let word: string[] | undefined
  let at = 0
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    at += found?.length ?? 0
    return found
  }
  const put = (part: string): void => {
    ;(word ??= []).push(part)
  }
  const endWord = (): void => {
    if (word !== undefined) words.push(word.join(''))
    word = undefined
  }
  const finish = (isOpen: boolean) => {
    endWord()
    return { words, end: at, isOpen }
  }
  for (;;) {
    const character = text[at]
    if (character === undefined || character === '\n') {
      return finish(false)
    }
    if (character === '\\') {
      if (at + 1 >= text.length) {
        at = text.length
        return finish(true)
      }
      const lineEnd = take(/\\\r?\n/y)
      if (lineEnd === undefined) {
        put(text.charAt(at + 1))
        at += 2
      } else if (at >= text.length) return finish(true)
    } else if (character === "'") {
      const end = text.indexOf("'", at + 1)
      if (end === -1) {
        put(text.slice(at + 1))
        at = text.length
        return finish(true)
      }
      put(text.slice(at + 1, end))
      at = end + 1
    } else if (character === '"' || text.startsWith("$'", at)) {
      at += character === '"' ? 1 : 2
      const close = character === '"' ? '"' : "'"
      put('')
      while (at < text.length && text[at] !== close)
        put(text[at] === '\\' ? readEscape(close) : (take(close === '"' ? inDouble : inDollar) ?? ''))
      if (at >= text.length) return finish(true)
      at += 1
      // Windows doubles quotes within quotes.
      if (close === '"' && text[at] === '"') put('"')
    } else if (/\s/.test(character)) {
      endWord()
      at += 1
    } else put(take(plain) ?? '')
  }

  function readEscape(close: string): string {
    const next = text.charAt(at + 1)
    if (close === '"') {
      at += 2
      return '"\\$`'.includes(next) ? next : next === '\n' ? '' : `\\${next}`
    }
    const code = take(/\\(?:u[\dA-Fa-f]{1,4}|U[\dA-Fa-f]{1,8}|x[\dA-Fa-f]{1,2})/y)
    if (code !== undefined) return String.fromCodePoint(Math.min(parseInt(code.slice(2), 16), 0x10ffff))
    at += 2
    return ansi[next] ?? next
  }
}
