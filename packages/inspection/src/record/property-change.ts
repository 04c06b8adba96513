import { isGiven, ownPath } from '@experiment-impressions/contract/json'
import { userPropertyOf, type UserProperty } from '../forms/user-property.js'
import type { EventRecord } from './event-record.js'
import { formOf } from './form-of.js'

/** An event’s change of its experiment user property, with the values before and after, if they’re known. */
export interface PropertyChange {
  readonly property: UserProperty
  /** `undefined` if the property wasn’t set or isn’t known. */
  readonly before: unknown
  readonly after: unknown
  /** The property had another value before. */
  readonly wasAnother: boolean
}

/** `undefined` if the event changes no user property, or isn't sent. */
export function propertyChangeOf(record: EventRecord): PropertyChange | undefined {
  const form = formOf(record)
  // Amplitude records such an event without changing the person.
  const isKept = ownPath(form, ['$skip_user_properties_sync']) === true
  const property = form === null || isKept ? undefined : userPropertyOf(form)
  if (property === undefined) return undefined
  const { before, after } = record.userProperties ?? {}
  const value = ownPath(before, [property.name])
  const now = property.operation === 'set' ? property.variant : undefined
  return {
    property,
    before: value,
    after: ownPath(after, [property.name]),
    wasAnother: isGiven(value) && value !== now,
  }
}
