import {
  type EventRecord,
  isToBeSent,
  notSeenFromHere,
  type PropertyChange,
  propertyChangeOf,
  propertySentence,
  resultOf,
  summarize,
} from '@experiment-impressions/inspection'
import { ShownText, ShownValue } from '../ui/shown-text.js'

/** The event’s effect on the experiment user property, with the values before and after. */
export function UserPropertyCard({ record }: { readonly record: EventRecord }) {
  const change = propertyChangeOf(record)
  const summary = summarize(record)
  const isStored = summary.effect !== 'not stored'
  const isDone = isStored && !isToBeSent(record)
  const isUnseen = record.outcome === 'accepted' && record.storage === null && record.userProperties === null
  return (
    <section class="card">
      <header>
        <h3>User property</h3>
      </header>
      {change === undefined ? null : (
        <Property change={change} isDone={isDone} isKnown={record.userProperties !== null} />
      )}
      {change !== undefined && isSaidAbove(record) ? null : (
        <p class={`body ${change === undefined ? '' : 'soft tight'}`}>
          {propertySentence(resultOf(record), summary)}
        </p>
      )}
      {isDone && change?.wasAnother === true && change.property.operation === 'set' ? (
        <p class="body warn tight">
          This person was shown{' '}
          <b>
            <ShownValue value={change.before} maxLength={100} />
          </b>{' '}
          before. People who see two variants make the result less reliable: check that the same id decides
          their variant before and after they log in.
        </p>
      ) : null}
      {isUnseen ? <p class="body soft tight">{notSeenFromHere}</p> : null}
    </section>
  )
}

/** The verdict says what the property is now, or will be: of all that is sent, and isn’t a duplicate. */
function isSaidAbove({ outcome, storage }: EventRecord): boolean {
  return outcome === 'pending' || outcome === 'retry' || (outcome === 'accepted' && storage !== 'duplicate')
}

interface PropertyProps {
  readonly change: PropertyChange
  /** Amplitude has it. */
  readonly isDone: boolean
  /** Whether the values before and after are known. */
  readonly isKnown: boolean
}

function Property({ change: { property, before, after, wasAnother }, isDone, isKnown }: PropertyProps) {
  const isSet = property.operation === 'set'
  const tone = !isDone ? 'quiet' : isSet && !wasAnother ? 'good' : 'out'
  return (
    <p class="body property">
      <span class={`tag ${tone}`}>${property.operation}</span>
      <strong>
        <ShownText text={property.name} maxLength={300} />
      </strong>
      {isKnown && isDone ? (
        <Change before={before} after={after} />
      ) : isSet ? (
        <span>
          = <ShownValue value={property.variant} maxLength={200} />
        </span>
      ) : null}
    </p>
  )
}

function Change({ before, after }: { readonly before: unknown; readonly after: unknown }) {
  const word = (value: unknown) =>
    value === undefined ? <i>not set</i> : <ShownValue value={value} maxLength={200} />
  if (before === after)
    return (
      <span>
        {word(after)} <span class="soft">as before</span>
      </span>
    )
  return (
    <span>
      <span class="off-screen">before: </span>
      {before === undefined ? word(before) : <s>{word(before)}</s>} → <span class="off-screen">after: </span>
      {word(after)}
    </span>
  )
}
