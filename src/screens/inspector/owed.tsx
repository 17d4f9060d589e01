/** What the page owes: made here, and not yet acknowledged. */
import { inspectorWords } from '../../words/en/inspector'
import { savingWords } from '../../words/en/saving'
import { EditList } from './edit-list'
import { SendNow } from './send-now'
import type { Opened } from './use-look'

export function Owed({ inspector, look }: Opened) {
  const { owed, status, online, setAside, writer } = look.snapshot.page
  const words = inspectorWords()
  return (
    <section class="inspector-card" aria-labelledby="owed-head" data-testid="inspector-owed">
      <h3 id="owed-head">{words.owes}</h3>
      <p class="inspector-count">{owed.length === 0 ? words.nothing : savingWords().changes(owed.length)}</p>
      <EditList edits={owed} />
      <p class="hint small">
        {owed.length > 0 && `${words.owedKept} `}
        {words.status(status)}
        {online ? '' : words.offline}
        {words.writesAs} <code>{writer.slice(0, 4)}</code>
        {setAside > 0 && words.setAsideCount(setAside)}.
      </p>
      <div class="row-end">
        <SendNow inspector={inspector} />
      </div>
    </section>
  )
}
