import { isGiven, ownPath, userPropertyOf } from '@experiment-impressions/contract/inspection'
import type { EventRecord } from '../feed/event-record.js'
import { shortValue } from './short-value.js'
import { shortText } from './short-text.js'
import { effectSentence } from './verdict.js'

/** What the event does to the experiment user property, with its value before and after. */
export function UserPropertyCard({ record: { post, userProperties } }: { readonly record: EventRecord }) {
  const property = post === null ? undefined : userPropertyOf(post)
  const before = property && ownPath(userProperties?.before, [property.name])
  const after = property && ownPath(userProperties?.after, [property.name])
  const isChange = property?.operation === 'set' && isGiven(before) && before !== property.variant
  return (
    <section class="card">
      <header>
        <h3>User property</h3>
      </header>
      {property === undefined ? (
        <p class="body">{effectSentence(post === null ? 'not sent' : 'none')}</p>
      ) : (
        <>
          <p class="body property">
            <span class={`tag ${property.operation === 'set' ? 'good' : 'out'}`}>${property.operation}</span>
            <strong>
              <bdi>{shortText(property.name, 300)}</bdi>
            </strong>
            {userProperties === null ? (
              property.operation === 'set' ? (
                <span>
                  = <bdi>{shortValue(property.variant, 200)}</bdi>
                </span>
              ) : null
            ) : (
              <Change before={before} after={after} />
            )}
          </p>
          <p class="body soft tight">{effectSentence(property.operation)}</p>
          {isChange ? (
            <p class="body warn tight">
              This person was shown <b>{shortValue(before, 100)}</b> before. People who see two variants blur
              the result; check that they are bucketed by the same id before and after they log in.
            </p>
          ) : null}
        </>
      )}
    </section>
  )
}

function Change({ before, after }: { readonly before: unknown; readonly after: unknown }) {
  const word = (value: unknown) =>
    value === undefined ? <i>not set</i> : <bdi>{shortValue(value, 200)}</bdi>
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
