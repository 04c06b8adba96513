import type { ActionDefinition, DestinationDefinition } from '@segment/actions-core'
import type { Difference } from '../trial/compare-mapped.js'
import { createFinding, type Finding } from '../finding.js'
import { mappedField, placeOfField } from './mapped-field.js'
import type { Subscription } from '../read/subscription.js'
import type { Trials } from '../trial/try-subscription.js'

interface Surroundings {
  readonly definition: DestinationDefinition<never>
  /** The preset for the same events. */
  readonly reference: Subscription
}

const fieldCodes = {
  lost: 'FIELD_LOST',
  changed: 'FIELD_CHANGED',
  invented: 'FIELD_INVENTED',
  'digits lost': 'ID_DIGITS_LOST',
} as const

/** Returns one finding for each kind of difference and field, however many events have it. */
export function mappingFindings(
  { trials }: Trials,
  subscription: Subscription,
  { definition, reference }: Surroundings,
): Finding[] {
  const { place, partnerAction } = subscription
  const { title, fields } = definition.actions[partnerAction] as ActionDefinition<never>
  const order = Object.keys(fields)
  return gather(trials)
    .sort((a, b) => order.indexOf(fieldOf(a.difference)) - order.indexOf(fieldOf(b.difference)))
    .map(({ difference, name, events }) => {
      const share = { events, of: trials.length }
      const at = (field: string) => placeOfField(subscription, field)
      const mapped = (field: string) => mappedField(field, subscription, { fields, reference })
      switch (difference.kind) {
        case 'event type': {
          const right = definition.actions[difference.right]?.title ?? difference.right
          return createFinding('EVENT_TYPE_CHANGED', place, { event: name, action: title, right })
        }
        case 'refused':
          return createFinding('EVENT_REFUSED', place, { ...share, reason: difference.reason })
        case 'not skipped':
          return createFinding('EVENT_NOT_HELD_BACK', at('event_properties'), {
            ...share,
            ...mapped('event_properties'),
          })
        case 'properties lost': {
          const params = { ...share, ...mapped('event_properties'), names: difference.names }
          return createFinding('PROPERTIES_LOST', at('event_properties'), params)
        }
        default: {
          const params = { ...share, ...mapped(difference.field) }
          return createFinding(fieldCodes[difference.kind], at(difference.field), params)
        }
      }
    })
}

interface Gathered {
  readonly difference: Difference
  /** The name of the first event that has it. */
  readonly name: string
  readonly events: number
}

/** Collects the differences of all trials, and counts equal ones. */
function gather(trials: Trials['trials']): Gathered[] {
  const found = new Map<string, Gathered>()
  for (const { testEvent, differences } of trials) {
    for (const difference of differences) {
      const key = difference.kind === 'properties lost' ? difference.kind : JSON.stringify(difference)
      const known = found.get(key) ?? { difference, name: testEvent.name, events: 0 }
      found.set(key, { ...known, difference: join(known.difference, difference), events: known.events + 1 })
    }
  }
  return [...found.values()]
}

function join(one: Difference, other: Difference): Difference {
  if (one.kind !== 'properties lost' || other.kind !== 'properties lost') return one
  return { ...one, names: [...new Set([...one.names, ...other.names])] }
}

/** The field of a difference; empty if it concerns the whole event. */
function fieldOf(difference: Difference): string {
  if ('field' in difference) return difference.field
  return ['not skipped', 'properties lost'].includes(difference.kind) ? 'event_properties' : ''
}
