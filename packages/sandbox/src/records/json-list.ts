/** Characters per chunk. */
const chunkLength = 64 * 1024

/**
 * Streams items as a JSON array, so that the whole text is never in memory. It must be possible to serialize every item.
 */
export function jsonList(items: readonly unknown[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let next = 0
  return new ReadableStream({
    pull(controller) {
      let text = next === 0 ? '[' : ''
      while (next < items.length && text.length < chunkLength) {
        text += `${next === 0 ? '' : ','}${JSON.stringify(items[next])}`
        next += 1
      }
      const isEnd = next >= items.length
      controller.enqueue(encoder.encode(isEnd ? `${text}]` : text))
      if (isEnd) controller.close()
    },
  })
}
