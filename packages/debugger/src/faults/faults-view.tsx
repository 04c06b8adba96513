import { useEffect, useState } from 'preact/hooks'
import { shortText } from '../ui/short-text.js'
import { countOf } from '../ui/format-number.js'
import { fetchFaults, switchFaultOn, switchFaultsOff, type FaultReport } from '../records/sandbox-api.js'
import { isRealAmplitude, type Sandbox } from '../records/sandbox.js'
import { NoEvents } from '../event-list/no-events.js'
import { FaultConditions, type Conditions } from './fault-conditions.js'
import { faultWords, presets } from './presets.js'
import { EmptyState } from '../ui/empty-state.js'
import { formatRoute } from '../route/route.js'
import { OutcomesCard } from './outcomes-card.js'

/** Lets Amplitude fail, and shows that nothing is lost. */
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
          setProblem(error instanceof Error ? error.message : 'It did not work.')
        },
      )
  }
  useEffect(() => {
    if (!isConnected) return
    const end = new AbortController()
    const look = (): void => {
      fetchFaults(end.signal).then(setFaults, () => {
        // The connection’s own words say that the sandbox is lost.
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
  if (!isConnected) return <NoEvents feed={sandbox.feed} />
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
        <section class="card" aria-label="Switch a fault on">
          <header>
            <h2 class="label">Switch a fault on</h2>
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
                    attempt(() => switchFaultOn({ ...fault, ...conditions }))
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
          <section class="card" aria-label="Switched on">
            <header>
              <h2 class="label">Switched on</h2>
              <button
                type="button"
                class="button small"
                disabled={faults.length === 0}
                onClick={() => {
                  attempt(switchFaultsOff)
                }}
              >
                All off
              </button>
            </header>
            {faults.length === 0 ? (
              <p class="body soft">Nothing goes wrong now.</p>
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

/** Why there are no faults where events go to the real Amplitude. */
function FaultsUnavailable() {
  return (
    <>
      <h1 class="off-screen">Faults</h1>
      <EmptyState title="There are no faults here">
        <p>
          The sandbox delivers to the real Amplitude, and faults only work in its own. To try them out, start
          the sandbox without delivery to the real Amplitude. The <a href={formatRoute('stream')}>stream</a>{' '}
          shows what happens to your events.
        </p>
      </EmptyState>
    </>
  )
}
