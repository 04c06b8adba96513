import { EmptyState } from '../ui/empty-state.js'
import { formatRoute } from '../route/route.js'

/** Why there are no faults where events go to the real Amplitude. */
export function NoFaults() {
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
