/** Versions by day, newest first; each leads to itself. Before: ./version-memory. Beside: ./version-view shows the chosen one. */
import Merge from 'lucide/dist/esm/icons/git-merge.mjs'
import type { ListedVersion } from '../../../core/wire/version-list'
import type { DeviceNames } from '../../sync/history-calls'
import { versionHash } from '../../ui/hashes'
import { Icon } from '../../ui/icon'
import { memo } from '../../ui/memo'
import { dayKey, dayText, sentence, timeText } from '../../ui/moment'
import { useStore } from '../../ui/use-store'
import { historyWords } from '../../words/en/history'
import { Picture } from './picture'
import { sayChanges } from './said'
import type { VersionMemory } from './version-memory'

interface VersionListProps {
  memory: VersionMemory
  names: DeviceNames
  /** The revision that is looked at. */
  chosen: number | null
}

export function VersionList({ memory, names, chosen }: VersionListProps) {
  const words = historyWords()
  const { versions, next, isAsking, problem, isRead } = useStore(memory.store, (state) => state)
  return (
    <section class="versions" aria-label={words.versionsLabel} aria-busy={isAsking}>
      {problem !== null && (
        <div class="notice" role="status">
          <p>{problem === 'signed-out' ? words.signedOut : isRead ? words.unreachableShown : words.unreachable}</p>
          <button type="button" class="button" disabled={isAsking} onClick={() => void memory.refresh()}>
            {words.tryAgain}
          </button>
        </div>
      )}
      {!isRead && problem === null && <p class="hint">{words.loading}</p>}
      {isRead && versions.length === 0 && <p class="hint">{words.none}</p>}
      {byDay(versions).map(({ key, ofDay, at }) => (
        <section key={key} class="version-day">
          <h3>{sentence(dayText(at, Date.now()))}</h3>
          <ul>
            {ofDay.map((version) => (
              <Line
                key={version.revision}
                version={version}
                by={deviceOf(version, names)}
                isChosen={version.revision === chosen}
                memory={memory}
              />
            ))}
          </ul>
        </section>
      ))}
      {next !== null && (
        <button type="button" class="button wide" disabled={isAsking} onClick={() => void memory.more()}>
          {isAsking ? words.loading : words.more}
        </button>
      )}
    </section>
  )
}

interface Day {
  key: string
  /** Of the first of them. */
  at: number
  ofDay: ListedVersion[]
}

function byDay(versions: readonly ListedVersion[]): Day[] {
  const days: Day[] = []
  for (const version of versions) {
    const last = days.at(-1)
    const key = dayKey(version.at)
    if (last?.key === key) last.ofDay.push(version)
    else days.push({ key, at: version.at, ofDay: [version] })
  }
  // A server's clock that was set back may bring a day twice.
  return days.map((day, i) => ({
    ...day,
    key: `${day.key} ${days.findIndex(({ key }) => key === day.key) === i ? '' : i}`,
  }))
}

/** What the device that saved it is called. */
export function deviceOf({ device, deviceName }: ListedVersion, { own, names }: DeviceNames): string {
  if (device === own) return historyWords().thisDevice
  return names[device] ?? deviceName ?? historyWords().someDevice
}

interface LineProps {
  version: ListedVersion
  by: string
  isChosen: boolean
  memory: VersionMemory
}

const Line = memo(function Line({ version, by, isChosen, memory }: LineProps) {
  const words = historyWords()
  const { revision, at, trigger, changes, moreChanges, conflictCount } = version
  return (
    <li>
      <a class="version" href={versionHash(revision)} aria-current={isChosen ? 'true' : undefined}>
        <Picture revision={revision} memory={memory} changes={changes} />
        <span class="version-words">
          <span class="version-when">
            <time dateTime={new Date(at).toISOString()}>{timeText(at)}</time>
            <span class="hint small"> · {words.by[trigger]}</span>
          </span>
          <span class="version-did">{sayChanges(changes, moreChanges)}</span>
          <span class="hint small">
            {sentence(by)}
            {conflictCount > 0 && (
              <>
                {' · '}
                <Icon node={Merge} size={13} /> {words.mergedWith(conflictCount)}
              </>
            )}
          </span>
        </span>
      </a>
    </li>
  )
})
