import { postTransformation } from '@experiment-impressions/contract'
import { sandboxProject, type Sandbox } from '@experiment-impressions/sandbox'

type Fields = Readonly<Record<string, unknown>>

/** The event that Segment’s own Amplitude destination sends for a call, without an insert id. */
export const passedOn = ({ event, userId: user_id, anonymousId: device_id, properties }: Fields): Fields => ({
  event_type: event,
  user_id,
  device_id,
  event_properties: properties,
})

/** The event that another destination sends for a call. */
export const made =
  (over: Fields | ((call: Fields) => Fields)) =>
  (call: Fields): Fields => ({
    ...passedOn(call),
    ...(typeof over === 'function' ? over(call) : over),
  })

export const propertiesOf = (call: Fields) => call['properties'] as Fields

/** The event without user properties, from an action that maps only the event. */
export const eventAlone = made((call) => ({
  event_type: postTransformation.impression,
  event_properties: {
    [postTransformation.flagKey]: propertiesOf(call)['flag_key'],
    [postTransformation.variant]: propertiesOf(call)['variant'],
    [postTransformation.experimentKey]: propertiesOf(call)['experiment_key'],
  },
}))

/** Uploads an event to the sandbox’s Amplitude, as another destination would. */
export async function upload({ url }: Sandbox, event: Fields): Promise<void> {
  const body = JSON.stringify({ api_key: sandboxProject.apiKey, events: [event] })
  const response = await fetch(`${url}/amplitude/2/httpapi`, { method: 'POST', body })
  if (!response.ok) throw new Error(`The sandbox refused an event: ${await response.text()}`)
  await response.text()
}
