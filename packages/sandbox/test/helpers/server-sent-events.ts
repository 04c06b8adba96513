/** One block of an event stream: its comment, or its fields. */
export interface Message {
  readonly comment?: string
  readonly id?: string
  readonly event?: string
  readonly data?: unknown
}

/** Reads an event stream block by block; `undefined` at its end. */
export function readMessages(stream: ReadableStream<Uint8Array>) {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let text = ''
  return {
    async next(): Promise<Message | undefined> {
      while (!text.includes('\n\n')) {
        const { value, done } = await reader.read()
        if (done) return undefined
        text += decoder.decode(value, { stream: true })
      }
      const end = text.indexOf('\n\n')
      const block = text.slice(0, end)
      text = text.slice(end + 2)
      return parseBlock(block)
    },
    cancel: () => reader.cancel(),
  }
}

function parseBlock(block: string): Message {
  const fields = block.split('\n').map((line): [string, unknown] => {
    const [name = '', ...rest] = line.split(':')
    const value = rest.join(':').trimStart()
    if (name === '') return ['comment', value]
    return [name, name === 'data' ? JSON.parse(value) : value]
  })
  return Object.fromEntries(fields)
}
