import { trackCommand } from '../event/copy-texts.js'
import { isPlayground, originOf, type Sandbox } from '../records/sandbox.js'
import { formatRoute } from '../route/route.js'
import { CopiedCommand } from '../ui/copied-command.js'
import { PlaySession } from './play-session.js'

/** The smallest impression with everything in it. Without a message id, so that each sending is a new event. */
const sample = {
  event: '$impression',
  userId: 'user-1',
  properties: { flag_key: 'hero-headline', variant: 'treatment' },
}

/** Ways to a first event: a command that sends one, the recorded session, and a pasted one. For an empty state’s actions. */
export function FirstEvent({ sandbox }: { readonly sandbox: Pick<Sandbox, 'feed' | 'target'> }) {
  const origin = originOf(sandbox.feed)
  return (
    <>
      {origin === undefined ? null : (
        <CopiedCommand label="A command that sends an impression" command={trackCommand(sample, origin)} />
      )}
      <div class="acts">
        {isPlayground(sandbox) ? <PlaySession /> : null}
        <a class="button" href={formatRoute('inspect')}>
          Paste an event
        </a>
      </div>
    </>
  )
}
