/** The inspector: what is owed, held and acknowledged; the worker; trouble on purpose; the timeline. At #/inspector. */
import Download from 'lucide/dist/esm/icons/download.mjs'
import { Fragment } from 'preact'
import { download } from '../../ui/download'
import { Icon } from '../../ui/icon'
import { ScreenHead } from '../../ui/screen-head'
import { inspectorWords } from '../../words/en/inspector'
import './inspector.css'
import { Acknowledged } from './acknowledged'
import { Held } from './held'
import { Owed } from './owed'
import { Timeline } from './timeline'
import { TroubleSwitches } from './trouble-switches'
import { useLook } from './use-look'
import { WorkerDetails } from './worker-details'

export default function InspectorScreen() {
  const opened = useLook()
  const words = inspectorWords()
  return (
    <main class="inspector" data-testid="inspector">
      <ScreenHead title={words.title}>
        {opened !== null && (
          <button
            type="button"
            class="button"
            onClick={async () => download('holdfast-report.json', await opened.inspector.report())}
          >
            <Icon node={Download} size={18} />
            {words.report}
          </button>
        )}
      </ScreenHead>
      {opened === null ? (
        <p class="hint">{words.looking}</p>
      ) : (
        // Anew for another account: what was asked for and searched by the one before is nobody's business.
        <Fragment key={opened.look.snapshot.page.account}>
          <div class="inspector-three">
            <Owed {...opened} />
            <Held {...opened} />
            <Acknowledged {...opened} />
          </div>
          <WorkerDetails {...opened} />
          <TroubleSwitches {...opened} />
          <Timeline {...opened} />
        </Fragment>
      )}
    </main>
  )
}
