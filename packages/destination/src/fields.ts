import type { ActionDefinition } from '@segment/actions-core'
import { amplitudeLimits } from '@experiment-impressions/contract'

type Fields = ActionDefinition<unknown>['fields']
type DependsOn = NonNullable<Fields[string]['depends_on']>

/** `batch_keys` would depend on it too, but the framework's type of that field doesn't allow that. */
const ifBatching: DependsOn = {
  conditions: [{ fieldKey: 'enable_batching', operator: 'is', value: true }],
}

const path = (at: string) => ({ '@path': at })

/** The fields of an action. Both actions have the same ones. `what` is the word for the event in their descriptions. */
export function experimentFields(what: 'impression' | 'exposure'): Fields {
  return {
    user_id: {
      label: 'User ID',
      type: 'string',
      description: `The ID of the known visitor. It must be the user ID that your conversion events have in Amplitude. Otherwise, Amplitude can’t match the ${what} to any conversion. Amplitude doesn’t accept IDs shorter than 5 characters or words like “anonymous” and “null”, so such an ID is left out.`,
      default: path('$.userId'),
      // Only IDs of a person: Segment offers identifiers as the keys by which records match.
      category: 'identifier',
    },
    device_id: {
      label: 'Device ID',
      type: 'string',
      description: `The ID of the visitor’s device. It must be the device ID that your conversion events have in Amplitude. The default is the ID that Segment’s own Amplitude destination uses. An ${what} without a usable user ID or device ID isn’t sent.`,
      default: {
        '@if': {
          blank: path('$.context.device.id'),
          then: path('$.context.device.id'),
          else: path('$.anonymousId'),
        },
      },
      category: 'identifier',
    },
    flag_key: {
      label: 'Flag Key',
      type: 'string',
      required: true,
      description: `The key of the flag or web experiment, as shown on its page in Amplitude. The user property is named after it: “[Experiment] <flag key>”. Without it, the ${what} isn’t sent.`,
      default: path('$.properties.flag_key'),
      // Segment refuses events over a maximum. A longer flag key is refused anyway; other long texts are sent.
      maximum: amplitudeLimits.stringCharacters,
    },
    variant: {
      label: 'Variant',
      type: 'string',
      description: `The key of the variant that the visitor saw. If it is empty, the visitor isn’t in the experiment, and the experiment’s user property is unset. If the event has a variant but this mapping doesn’t find it, the ${what} isn’t sent. That way, a typo in the mapping can’t take everybody out of the experiment.`,
      default: path('$.properties.variant'),
    },
    experiment_key: {
      label: 'Experiment Key',
      type: 'string',
      description:
        'The key that identifies one run of the experiment. Without it, Amplitude can’t analyze the runs of a restarted experiment separately.',
      default: path('$.properties.experiment_key'),
    },
    event_properties: {
      label: 'Other Event Properties',
      type: 'object',
      description:
        'Properties to send with the event under their own names. The flag key, the variant, the experiment key and the time are excluded, because they have their own fields. Keep “metadata” in this object: it says when an event shouldn’t be counted.',
      default: path('$.properties'),
      displayMode: 'collapsed',
    },
    time: {
      label: 'Time',
      type: 'object',
      description: `When the variant was shown. “shown_at” is the time on the visitor’s clock, in milliseconds. It is corrected by the difference between “timestamp” (Segment’s time) and “original_timestamp” (the visitor’s time). Without “shown_at”, the ${what} gets Segment’s time, which is later if the event had to wait. An implausible time (before 2010, or more than a day after “received_at”) isn’t used.`,
      default: {
        shown_at: path('$.properties.time'),
        timestamp: path('$.timestamp'),
        original_timestamp: path('$.originalTimestamp'),
        received_at: path('$.receivedAt'),
      },
      additionalProperties: true,
      displayMode: 'collapsed',
      defaultObjectUI: 'keyvalue',
    },
    insert_id: {
      label: 'Insert ID',
      type: 'string',
      description: `The ID that Amplitude uses to remove duplicates of this ${what} for seven days. Without it, repeated deliveries and replays are counted and billed again.`,
      default: path('$.messageId'),
      displayMode: 'collapsed',
    },
    session_id: {
      label: 'Session ID',
      type: 'string',
      description: `The start of the visitor’s session, in milliseconds. It must be the session ID that your conversion events have. The default is where Segment’s own Amplitude destination finds it. Without it, the ${what} isn’t part of a session.`,
      default: path('$.integrations.Actions Amplitude.session_id'),
      displayMode: 'collapsed',
    },
    groups: {
      label: 'Groups',
      type: 'object',
      description:
        'The groups that the visitor belongs to, such as “company”. Amplitude accepts up to 5 types and 10 values and ignores the rest. Requires Amplitude’s Accounts add-on.',
      displayMode: 'collapsed',
      defaultObjectUI: 'keyvalue',
    },
    device: {
      label: 'Device and Location',
      type: 'object',
      description:
        'Segment’s context of the event. It provides the platform, operating system, device, device IDs, carrier, language, IP address, location, app version and library, exactly as Segment’s own Amplitude destination reads them, so impressions and conversions split the same way. The user agent and client hints fill the gaps. To set a value yourself, map an object that has it under Amplitude’s name, such as “country”. Without the IP address, Amplitude doesn’t know the country.',
      default: path('$.context'),
      displayMode: 'collapsed',
    },
    enable_batching: {
      label: 'Send in Batches',
      type: 'boolean',
      description:
        'Whether Segment collects events and sends many of them in one request. Each event still gets its own response. Leave this on unless events must arrive within seconds.',
      default: true,
      displayMode: 'collapsed',
    },
    batch_keys: {
      label: 'Batch Keys',
      type: 'string',
      multiple: true,
      description: 'Fields that must match within a batch (none by default).',
      default: [],
      unsafe_hidden: true,
    },
    batch_size: {
      label: 'Batch Size',
      type: 'integer',
      description: 'The maximum number of events in a batch.',
      default: 1000,
      minimum: 1,
      maximum: 1000,
      unsafe_hidden: true,
      depends_on: ifBatching,
    },
  }
}
