import { createInputInspector, readEvents, type InputPart } from '../../src/index.js'

/** The parts of a text that arrives in pieces. */
export async function partsOfPieces(pieces: readonly string[]): Promise<InputPart[]> {
  const parts: InputPart[] = []
  for await (const part of readEvents(pieces)) parts.push(part)
  return parts
}

/** The events of a text, and how they were read. */
export async function readText(text: string): Promise<{ events: unknown[]; notes: readonly string[] }> {
  const inspector = createInputInspector()
  const events: unknown[] = []
  for await (const part of readEvents([text])) {
    inspector.inspect(part)
    if (part.kind !== 'text') events.push(part.kind === 'event' ? part.event : part.hint.is)
  }
  return { events, notes: inspector.words().reading }
}
