import { Fragment } from 'preact'
import { countOf } from '@experiment-impressions/inspection'
import { ShownText, ShownValue } from '../ui/shown-text.js'
import { isRealAmplitude, type Sandbox } from '../records/sandbox.js'
import { LanesCard } from './lanes-card.js'
import { changedFlags, type Person } from './people.js'
import { PersonEvents } from './person-events.js'
import { useUser } from './use-user.js'

interface PersonDetailProps {
  readonly person: Person
  readonly sandbox: Sandbox
}

/** One person: their ids, their experiments and all of their events. */
export function PersonDetail({ person, sandbox: { feed, target, colours } }: PersonDetailProps) {
  const { id, userId, deviceIds, entries, variants } = person
  const user = useUser(id, feed, entries.length)
  const changed = changedFlags(person)
  const devices = [...new Set([...deviceIds, ...(user?.deviceIds ?? [])])]
  return (
    <article class="event person-detail">
      <h2 class="title">
        <ShownText text={id} maxLength={80} cut="middle" />
      </h2>
      <p class="sub">
        {userId === undefined ? 'Anonymous so far' : 'Logged in'}, {countOf(entries.length, 'event')} on this
        page
      </p>
      {changed.map((flag) => (
        <p key={flag} class="verdict out">
          This person saw{' '}
          <b>
            {(variants.get(flag) ?? []).map((variant, index) => (
              <Fragment key={variant}>
                {index === 0 ? null : ', then '}
                <ShownText text={variant} maxLength={60} />
              </Fragment>
            ))}
          </b>{' '}
          of <ShownText text={flag} maxLength={80} />. People who see two variants make the result less
          reliable: check that the same id decides their variant before and after they log in.
        </p>
      ))}
      <LanesCard entries={entries} colours={colours} />
      <section class="card">
        <header>
          <h3>Identities</h3>
        </header>
        <ul class="identities">
          {userId === undefined ? null : (
            <li>
              <span class="soft">user id</span> <ShownText text={userId} maxLength={100} cut="middle" />
            </li>
          )}
          {devices.map((device) => (
            <li key={device}>
              <span class="soft">device id</span> <ShownText text={device} maxLength={100} cut="middle" />
            </li>
          ))}
        </ul>
        {userId !== undefined && devices.length > 0 ? (
          <p class="body soft tight">
            Events from {devices.length === 1 ? 'this device' : 'these devices'} before the login count for
            the user.
          </p>
        ) : null}
      </section>
      {isRealAmplitude(target) ? (
        <section class="card">
          <header>
            <h3>User properties in Amplitude now</h3>
          </header>
          <p class="body soft">
            Not known here: the sandbox delivers to the real Amplitude. Look the person up there.
          </p>
        </section>
      ) : user === undefined ? null : (
        <section class="card">
          <header>
            <h3>User properties in Amplitude now</h3>
          </header>
          <Properties properties={user.userProperties} />
        </section>
      )}
      <section class="card">
        <header>
          <h3>Events</h3>
        </header>
        <PersonEvents entries={entries} />
      </section>
    </article>
  )
}

function Properties({ properties }: { readonly properties: Readonly<Record<string, unknown>> }) {
  const entries = Object.entries(properties)
  if (entries.length === 0) return <p class="body soft">None.</p>
  return (
    <ul class="identities">
      {entries.slice(0, 100).map(([name, value]) => (
        <li key={name}>
          <ShownText text={name} maxLength={120} /> <span class="soft">=</span>{' '}
          <ShownValue value={value} maxLength={200} />
        </li>
      ))}
    </ul>
  )
}
