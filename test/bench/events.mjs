/** Segment events as a destination gets them, from the recorded session, with many visitors and browsers. */
import { readFileSync } from 'node:fs'

const recorded = readFileSync(
  new URL('../../packages/sandbox/session/recorded-session.ndjson', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
  .find(({ event }) => event === '$impression')

const systems = [
  'Windows NT 10.0; Win64; x64',
  'Macintosh; Intel Mac OS X 10_15_7',
  'X11; Linux x86_64',
  'Linux; Android 14; Pixel 8',
  'Linux; Android 13; SM-S918B',
  'iPhone; CPU iPhone OS 17_5 like Mac OS X',
  'iPad; CPU OS 17_5 like Mac OS X',
]
const browsers = [
  (major) => `AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36`,
  (major) => `AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36 Edg/${major}.0.0.0`,
  (major) => `AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${major - 130}.5 Safari/605.1.15`,
  (major) => `Gecko/20100101 Firefox/${major}.0`,
]

/** User agents of 280 browsers. */
const userAgents = systems.flatMap((system) =>
  browsers.flatMap((browser) =>
    Array.from({ length: 10 }, (_, index) => `Mozilla/5.0 (${system}) ${browser(140 + index)}`),
  ),
)

/** The event with this index. Each has its own message id, and every 25 share a visitor. */
export function eventAt(index) {
  const visitor = Math.floor(index / 25)
  return {
    ...recorded,
    messageId: `ajs-next-1795406548956-${index.toString(16).padStart(12, '0')}`,
    anonymousId: `10b98f5c-65f5-40af-8e5a-${visitor.toString(16).padStart(12, '0')}`,
    originalTimestamp: recorded.timestamp,
    receivedAt: recorded.sentAt,
    context: { ...recorded.context, ip: '203.0.113.7', userAgent: userAgents[index % userAgents.length] },
    properties: {
      ...recorded.properties,
      variant: index % 10 === 0 ? undefined : recorded.properties.variant,
    },
  }
}

/** Batches of events, freshly parsed from JSON as in a host. */
export function batches(count, size) {
  return Array.from({ length: count }, (_, batch) =>
    JSON.parse(JSON.stringify(Array.from({ length: size }, (_, index) => eventAt(batch * size + index)))),
  )
}
