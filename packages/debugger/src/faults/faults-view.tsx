import { shortText } from '@experiment-impressions/inspection'
import { NoEvents } from '../event-list/no-events.js'
import { isRealAmplitude, type Sandbox } from '../records/sandbox.js'
import { formatRoute } from '../route/route.js'
import { EmptyState } from '../ui/empty-state.js'
import { AddFault } from './add-fault.js'
import { FaultList } from './fault-list.js'
import { addFault, removeFault, removeFaults } from './faults-api.js'
import { OutcomesCard } from './outcomes-card.js'
import { TestEventCard } from './test-event-card.js'
import { useFaults } from './use-faults.js'

/** Makes the sandbox’s Amplitude fail, and shows that no event is lost. */
export function FaultsView({ sandbox }: { readonly sandbox: Sandbox }) {
  const isReal = isRealAmplitude(sandbox.target)
  const isConnected = !isReal && (sandbox.feed === 'live' || sandbox.feed === 'polling')
  const { faults, problem, attempt } = useFaults(isConnected)
  if (isReal) return <FaultsUnavailable />
  if (!isConnected) return <NoEvents sandbox={sandbox} />
  const entries = sandbox.list.all()
  return (
    <div class="page-body faults">
      <h1>Faults</h1>
      <p class="sub">Make the sandbox’s Amplitude fail, and watch every event get there anyway.</p>
      {problem === '' ? null : (
        <p class="verdict bad" role="alert">
          {shortText(problem, 400)}
        </p>
      )}
      <div class="fault-columns">
        <AddFault
          onAdd={(fault) => {
            attempt(() => addFault(fault))
          }}
        />
        <div>
          <TestEventCard entries={entries} attempt={attempt} />
          <FaultList
            faults={faults}
            onRemove={(id) => {
              attempt(() => removeFault(id))
            }}
            onRemoveAll={() => {
              attempt(removeFaults)
            }}
          />
          <OutcomesCard entries={entries} />
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
