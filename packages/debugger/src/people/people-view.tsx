import { Fragment } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { countOf } from '@experiment-impressions/inspection'
import { ShownText } from '../ui/shown-text.js'
import { EmptyState } from '../ui/empty-state.js'
import { formatRoute, type Route } from '../route/route.js'
import type { Sandbox } from '../records/sandbox.js'
import { useThrottled } from '../ui/use-throttled.js'
import { NoEvents } from '../event-list/no-events.js'
import { changedFlags, findPerson, peopleOf, type Person } from './people.js'
import { PersonDetail } from './person-detail.js'

interface PeopleViewProps {
  readonly route: Route
  readonly sandbox: Sandbox
}

const mostShown = 200

/** Everyone with an event, beside the selected person. */
export function PeopleView({ route, sandbox }: PeopleViewProps) {
  const entries = useThrottled(sandbox.list.all())
  const people = useMemo(() => peopleOf(entries), [entries])
  const [wanted, setWanted] = useState('')
  const [onlyChanged, setOnlyChanged] = useState(false)
  const found = useMemo(() => {
    const lower = wanted.trim().toLowerCase()
    return people.filter(
      (person) =>
        (!onlyChanged || changedFlags(person).length > 0) &&
        [person.id, ...person.deviceIds].some((id) => id.toLowerCase().includes(lower)),
    )
  }, [people, wanted, onlyChanged])
  if (entries.length === 0) return <NoEvents sandbox={sandbox} />
  const picked = route.id === '' ? undefined : findPerson(people, route.id)
  return (
    <div class={`split ${route.id === '' ? '' : 'picked'}`}>
      <h1 class="off-screen">People</h1>
      <section class="list-side" aria-label="People">
        <div class="filters" role="search">
          <input
            type="search"
            class="input"
            aria-label="User id or device id"
            placeholder="User id or device id"
            value={wanted}
            onInput={({ currentTarget }) => {
              setWanted(currentTarget.value)
            }}
          />
          <button
            type="button"
            class="button"
            aria-pressed={onlyChanged}
            onClick={() => {
              setOnlyChanged(!onlyChanged)
            }}
          >
            changed variant
          </button>
        </div>
        {found.length === 0 ? (
          <EmptyState
            title={people.length === 0 ? 'No event has a usable id' : 'No one matches the search'}
          />
        ) : (
          <ul class="people">
            {found.slice(0, mostShown).map((person) => (
              <PersonRow key={person.id} person={person} isPicked={person === picked} />
            ))}
          </ul>
        )}
        <p class="foot">
          {countOf(found.length, 'person', 'people')}
          {found.length > mostShown ? `, showing the ${String(mostShown)} seen last` : ''}
        </p>
      </section>
      <section class="detail-side" aria-label="The person" tabIndex={-1}>
        {route.id === '' ? (
          <EmptyState title="Pick a person">
            <p>Their impressions over time and their experiments show up here.</p>
          </EmptyState>
        ) : (
          <>
            <a class="back" href={formatRoute('people')}>
              ← All people
            </a>
            {picked === undefined ? (
              <EmptyState title="No one here has this id">
                <p>No event on this page belongs to this person.</p>
              </EmptyState>
            ) : (
              <PersonDetail key={picked.id} person={picked} sandbox={sandbox} />
            )}
          </>
        )}
      </section>
    </div>
  )
}

function PersonRow({ person, isPicked }: { readonly person: Person; readonly isPicked: boolean }) {
  const { id, deviceIds, entries, userId, variants } = person
  const changed = changedFlags(person)
  return (
    <li>
      <a class="person" href={formatRoute('people', { id })} aria-current={isPicked ? 'true' : undefined}>
        <span class="line">
          <ShownText class="flag" text={id} maxLength={36} cut="middle" />
        </span>
        {changed.length > 0 ? <span class="tag out">changed variant</span> : <span />}
        <span class="who">
          {userId === undefined ? 'anonymous' : devicesOf(deviceIds.length)} ·{' '}
          {countOf(entries.length, 'event')}
          {[...variants.keys()].slice(0, 20).map((flag) => (
            <Fragment key={flag}>
              {' · '}
              <ShownText text={flag} maxLength={30} />
            </Fragment>
          ))}
        </span>
      </a>
    </li>
  )
}

function devicesOf(count: number): string {
  return count === 0 ? 'no device' : countOf(count, 'device')
}
