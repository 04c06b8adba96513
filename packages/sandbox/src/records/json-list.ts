/** Characters that are written at once. */
const portion = 64 * 1024

/**
 * Items as a JSON array, written while it is read, so that there is never one text of all of them. Every item must be one
 * that can be written.
 */
export function jsonList(items: readonly unknown[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let next = 0
  return new ReadableStream({
    pull(controller) {
      let text = next === 0 ? '[' : ''
      while (next < items.length && text.length < portion) {
        text += `${next === 0 ? '' : ','}${JSON.stringify(items[next])}`
        next += 1
      }
      const isEnd = next >= items.length
      controller.enqueue(encoder.encode(isEnd ? `${text}]` : text))
      if (isEnd) controller.close()
    },
  })
}
