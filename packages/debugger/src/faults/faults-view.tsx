import { useEffect, useState } from 'preact/hooks'
import { countOf, shortText } from '@experiment-impressions/inspection'
import { fetchFaults, addFault, removeFaults, type FaultReport } from '../records/sandbox-api.js'
import { isRealAmplitude, type Sandbox } from '../records/sandbox.js'
import { NoEvents } from '../event-list/no-events.js'
import { FaultConditions, type Conditions } from './fault-conditions.js'
import { faultWords, presets } from './presets.js'
import { EmptyState } from '../ui/empty-state.js'
import { formatRoute } from '../route/route.js'
import { OutcomesCard } from './outcomes-card.js'

/** Makes the sandbox’s Amplitude fail, and shows that no event is lost. */
export function FaultsView({ sandbox }: { readonly sandbox: Sandbox }) {
  const [faults, setFaults] = useState<readonly FaultReport[]>([])
  const [problem, setProblem] = useState('')
  const [conditions, setConditions] = useState<Conditions>({})
  const isReal = isRealAmplitude(sandbox.target)
  const isConnected = !isReal && (sandbox.feed === 'live' || sandbox.feed === 'polling')

  const attempt = (work: () => Promise<void>): void => {
    work()
      .then(() => fetchFaults())
      .then(
        (next) => {
          setProblem('')
          setFaults(next)
        },
        (error: unknown) => {
          setProblem(error instanceof Error ? error.message : 'Something went wrong.')
        },
      )
  }
  useEffect(() => {
    if (!isConnected) return
    const end = new AbortController()
    const look = (): void => {
      fetchFaults(end.signal).then(setFaults, () => {
        // The connection already says that the sandbox is lost.
      })
    }
    look()
    const timer = setInterval(look, 1000)
    return () => {
      end.abort()
      clearInterval(timer)
    }
  }, [isConnected])

  if (isReal) return <FaultsUnavailable />
  if (!isConnected) return <NoEvents sandbox={sandbox} />
  return (
    <div class="page-body">
      <h1>Faults</h1>
      <p class="sub">Make the sandbox’s Amplitude fail, and watch every event get there anyway.</p>
      {problem === '' ? null : (
        <p class="verdict bad" role="alert">
          {shortText(problem, 400)}
        </p>
      )}
      <div class="fault-columns">
        <section class="card" aria-label="Add a fault">
          <header>
            <h2 class="label">Add a fault</h2>
          </header>
          <div class="body fault-conditions">
            <FaultConditions value={conditions} onChange={setConditions} />
          </div>
          <ul class="presets">
            {presets.map(({ key, label, words, fault }) => (
              <li key={key}>
                <button
                  type="button"
                  class="button"
                  onClick={() => {
                    attempt(() => addFault({ ...fault, ...conditions }))
                  }}
                >
                  {label}
                </button>
                <span class="soft">{words}</span>
              </li>
            ))}
          </ul>
        </section>
        <div>
          <section class="card" aria-label="Active faults">
            <header>
              <h2 class="label">Active faults</h2>
              <button
                type="button"
                class="button small"
                disabled={faults.length === 0}
                onClick={() => {
                  attempt(removeFaults)
                }}
              >
                Remove all
              </button>
            </header>
            {faults.length === 0 ? (
              <p class="body soft">No faults are active.</p>
            ) : (
              <ul class="faults-on">
                {faults.map((fault) => (
                  <li key={fault.id}>
                    <b>{shortText(faultWords(fault), 200)}</b>
                    <span class="soft">
                      hit {String(fault.hits)} of {countOf(fault.requests, 'request')}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </section>
          <OutcomesCard entries={sandbox.list.all()} />
        </div>
      </div>
    </div>
  )
}

/** Says why there are no faults when events go to the real Amplitude. */
function FaultsUnavailable() {
  return (
    <>
      <h1 class="off-screen">Faults</h1>
      <EmptyState title="Faults aren’t available">
        <p>
          This sandbox delivers to the real Amplitude; faults need the sandbox’s own. To try them, start the
          sandbox without delivery to the real Amplitude. The <a href={formatRoute('stream')}>stream</a> shows
          what happens to your events.
        </p>
      </EmptyState>
    </>
  )
}
