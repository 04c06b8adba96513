import type { ActionDefinition } from '@segment/actions-core'

type Fields = ActionDefinition<unknown>['fields']

const path = (at: string) => ({ '@path': at })

/** The mapping of one experiment event, the same for both actions. `what` names the event: "impression". */
export function experimentFields(what: 'impression' | 'exposure'): Fields {
  return {
    user_id: {
      label: 'User ID',
      type: 'string',
      description: `The id of the known visitor. It has to be the user id that your conversion events carry in Amplitude, or the ${what} joins none of them. Amplitude refuses ids of fewer than 5 characters and words like “anonymous” or “null”; such an id is left off.`,
      default: path('$.userId'),
    },
    device_id: {
      label: 'Device ID',
      type: 'string',
      description: `The id of the visitor’s device. It has to be the device id that your conversion events carry in Amplitude; the default is what Segment’s own Amplitude destination uses. An ${what} without a usable user id or device id is refused.`,
      default: {
        '@if': {
          blank: path('$.context.device.id'),
          then: path('$.context.device.id'),
          else: path('$.anonymousId'),
        },
      },
    },
    flag_key: {
      label: 'Flag Key',
      type: 'string',
      required: true,
      description: `The key of the flag or web experiment, as shown on its page in Amplitude. It names the user property “[Experiment] <flag key>”. Without it the ${what} is refused.`,
      default: path('$.properties.flag_key'),
    },
    variant: {
      label: 'Variant',
      type: 'string',
      description: `The key of the variant that the visitor saw. Where it is empty the visitor is out of the experiment, and the experiment’s user property is unset. If the event has a variant but this mapping finds none, the ${what} is refused, so that a mistyped mapping cannot take everybody out.`,
      default: path('$.properties.variant'),
    },
    experiment_key: {
      label: 'Experiment Key',
      type: 'string',
      description:
        'The key that tells the runs of one experiment apart. Without it Amplitude cannot analyse a restarted experiment by itself.',
      default: path('$.properties.experiment_key'),
    },
    event_properties: {
      label: 'Other Event Properties',
      type: 'object',
      description:
        'Properties that are kept with the event under their own names. The flag key, the variant, the experiment key and the time are taken out, since they have fields of their own. Keep “metadata” in it: it says when an event is not to be counted.',
      default: path('$.properties'),
    },
    time: {
      label: 'Time',
      type: 'object',
      description: `When the variant was shown. “shown_at” is the moment by the visitor’s clock, in milliseconds; it is corrected by how far “timestamp” (Segment’s moment) lies from “original_timestamp” (the visitor’s). Without “shown_at” the ${what} takes Segment’s moment, which is later if the event had to wait. A moment that can’t be right (before 2010, or more than a day after “received_at”) isn’t used.`,
      default: {
        shown_at: path('$.properties.time'),
        timestamp: path('$.timestamp'),
        original_timestamp: path('$.originalTimestamp'),
        received_at: path('$.receivedAt'),
      },
      additionalProperties: true,
    },
    insert_id: {
      label: 'Insert ID',
      type: 'string',
      description: `The id by which Amplitude knows that it already has this ${what}, for seven days. Without it, repeated deliveries and replays are counted and billed again.`,
      default: path('$.messageId'),
    },
    session_id: {
      label: 'Session ID',
      type: 'string',
      description: `The start of the visitor’s session, in milliseconds. It has to be the session id that your conversion events carry; the default is where Segment’s own Amplitude destination finds it. Without it the ${what} belongs to no session.`,
      default: path('$.integrations.Actions Amplitude.session_id'),
    },
    groups: {
      label: 'Groups',
      type: 'object',
      description:
        'The groups that the visitor belongs to, such as “company”: up to 5 types and 10 values; Amplitude leaves out what is more. Needs Amplitude’s Accounts add-on.',
    },
    device: {
      label: 'Device and Place',
      type: 'object',
      description:
        'Segment’s context of the event. Platform, operating system, device and its ids, carrier, language, IP address, place, app version and library are read from it exactly as Segment’s own Amplitude destination reads them, so that impressions and conversions split alike; the user agent and client hints fill in what it leaves open. To set one of them yourself, map an object that has it under Amplitude’s name, such as “country”. Without the IP address Amplitude doesn’t know the country.',
      default: path('$.context'),
    },
    enable_batching: {
      label: 'Send in Batches',
      type: 'boolean',
      description:
        'Whether Segment collects events and sends many in one request. Each event still gets an answer of its own. Leave it on, unless an event has to arrive within seconds.',
      default: true,
    },
    batch_keys: {
      label: 'Batch Keys',
      type: 'string',
      multiple: true,
      description: 'The fields that have to be equal within one batch. None has to be.',
      default: [],
      unsafe_hidden: true,
    },
    batch_size: {
      label: 'Batch Size',
      type: 'integer',
      description: 'The largest number of events that Segment puts into one batch.',
      default: 1000,
      minimum: 1,
      maximum: 1000,
      unsafe_hidden: true,
    },
  }
}
