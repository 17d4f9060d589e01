/** The settings, at #/settings: what one sets once, on this device. Loaded when opened; each part stands in a file beside this. */
import Download from 'lucide/dist/esm/icons/download.mjs'
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { STRATEGIES } from '../../../core/edits/edit'
import { LANGUAGE_CHOICES } from '../../preferences/preferences'
import { download } from '../../ui/download'
import { HISTORY_HASH, INSPECTOR_HASH } from '../../ui/hashes'
import { Icon } from '../../ui/icon'
import { ScreenHead } from '../../ui/screen-head'
import { useServices } from '../../ui/services'
import { StorageKept } from '../../ui/storage-kept'
import { useStore } from '../../ui/use-store'
import { settingsWords } from '../../words/en/settings'
import { waysWords } from '../../words/en/ways'
import { DIRECTION_CHOICES, LANGUAGES } from '../../words/language'
import { AppPart } from './app-part'
import { Choice } from './choice'
import { ImportPart } from './import-part'
import { LookPart } from './look-part'
import './settings.css'

function Card({ name, title, children }: { name: string; title: string; children: ComponentChildren }) {
  return (
    <section class="settings-card" aria-labelledby={`settings-${name}`}>
      <h3 id={`settings-${name}`}>{title}</h3>
      {children}
    </section>
  )
}

/** The page is drawn anew in another language, and the focus goes back to where that was chosen. */
let hasJustChosen = false

function LanguagePart() {
  const { preferences } = useServices()
  const language = useStore(preferences.store, (state) => state.language)
  useEffect(() => {
    if (hasJustChosen) document.getElementById(`choose-language-${language}`)?.focus()
    hasJustChosen = false
  }, [])
  const words = settingsWords()
  return (
    <Choice
      name="language"
      legend={words.language}
      isTitled
      options={LANGUAGE_CHOICES.map((value) => ({
        value,
        name: value === 'system' ? words.languageSystem : LANGUAGES[value],
      }))}
      value={language}
      onChoose={(chosen) => {
        hasJustChosen = true
        preferences.set({ language: chosen })
      }}
    />
  )
}

/** On which side everything begins: for who writes from right to left, in whichever language the page speaks. */
function DirectionPart() {
  const { preferences } = useServices()
  const direction = useStore(preferences.store, (state) => state.direction)
  const words = settingsWords()
  return (
    <Choice
      name="direction"
      legend={words.direction}
      options={DIRECTION_CHOICES.map((value) => ({ value, name: words.directions[value] }))}
      value={direction}
      onChoose={(chosen) => preferences.set({ direction: chosen })}
    />
  )
}

/** How conflicts are decided on this device (S4): read when a save is composed. */
function ConflictsPart() {
  const { strategy } = useServices()
  const [chosen, setChosen] = useState(strategy.get)
  const words = settingsWords()
  return (
    <>
      <Choice
        name="conflicts"
        legend={words.conflicts}
        isTitled
        shape="lines"
        options={STRATEGIES.map((value) => ({ value, ...words.strategies[value] }))}
        value={chosen}
        onChoose={(next) => {
          strategy.set(next)
          setChosen(next)
        }}
      />
      <p class="hint small">{words.conflictsAbout}</p>
    </>
  )
}

function StoragePart() {
  const { storage } = useServices()
  const words = settingsWords()
  return (
    <>
      <dl class="storage-facts">
        <StorageKept />
      </dl>
      <div class="settings-row">
        <p class="hint small">{words.exportAbout}</p>
        <button type="button" class="button" onClick={() => download('holdfast-dashboard.json', storage.exportAll())}>
          <Icon node={Download} size={18} />
          {words.exportFile}
        </button>
      </div>
      <ImportPart />
    </>
  )
}

export default function SettingsScreen() {
  const { version } = useServices()
  const words = settingsWords()
  return (
    <main class="settings" data-testid="settings">
      <ScreenHead title={words.title} about={words.here} />
      <Card name="look" title={words.look}>
        <LookPart />
      </Card>
      <Card name="language" title={words.language}>
        <LanguagePart />
        <DirectionPart />
      </Card>
      <Card name="conflicts" title={words.conflicts}>
        <ConflictsPart />
      </Card>
      <Card name="history" title={waysWords().history}>
        <div class="settings-row">
          <p class="hint small">{waysWords().historyAbout}</p>
          <a class="button" href={HISTORY_HASH}>
            {waysWords().openHistory}
          </a>
        </div>
      </Card>
      <Card name="storage" title={words.storage}>
        <StoragePart />
      </Card>
      <AppPart />
      <Card name="about" title={words.about}>
        <div class="settings-row">
          <p class="hint small">{words.inspectorAbout}</p>
          <a class="button" href={INSPECTOR_HASH}>
            {words.inspector}
          </a>
        </div>
        <p class="hint small">{words.version(version)}</p>
      </Card>
    </main>
  )
}
