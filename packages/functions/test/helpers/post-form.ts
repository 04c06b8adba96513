type AmplitudeEvent = Readonly<Record<string, unknown>>

/** The keys of an event that matter to an experiment, without those that a host adds. */
const names = ['event_type', 'user_id', 'device_id', 'time', 'insert_id'] as const

/**
 * The post-transformation form of what a host uploads, to compare with the transform's. Amplitude sets plain user properties as
 * `$set` does, but takes none beside an operator.
 */
export function postForm(event: AmplitudeEvent): AmplitudeEvent {
  const { event_properties: properties, user_properties: changes } = event
  return JSON.parse(
    JSON.stringify({
      ...Object.fromEntries(names.map((name) => [name, event[name]])),
      event_properties: event['event_type'] === '$identify' ? undefined : properties,
      user_properties: inOperators((changes ?? {}) as AmplitudeEvent),
    }),
  ) as AmplitudeEvent
}

function inOperators(changes: AmplitudeEvent): AmplitudeEvent | undefined {
  const keys = Object.keys(changes).filter((key) => changes[key] !== undefined)
  if (keys.length === 0) return undefined
  const operators = keys.filter((key) => key.startsWith('$'))
  if (operators.length === 0) return { $set: changes }
  if (operators.length < keys.length)
    throw new Error(`Amplitude takes no plain property beside an operator: ${keys.join(', ')}`)
  return changes
}
