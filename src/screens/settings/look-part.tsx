/** How this device looks: every choice shows at once. Before: ./settings-screen. After: preferences/preferences. */
import {
  ACCENTS,
  type Accent,
  DENSITIES,
  type Density,
  type Preferences,
  THEMES,
  type Theme,
} from '../../preferences/preferences'
import { useServices } from '../../ui/services'
import { useStore } from '../../ui/use-store'
import { settingsWords } from '../../words/en/settings'
import { Choice } from './choice'

/** A dashboard in small, in colours of its own; `system` shows both. */
function ThemePicture({ theme, accent }: { theme: Theme; accent: Accent }) {
  const halves = theme === 'system' ? (['light', 'dark'] as const) : [theme]
  return (
    <span class="theme-picture" aria-hidden="true">
      {halves.map((half) => (
        <span key={half} class="theme-half" data-theme={half} data-accent={accent}>
          <span class="theme-head" />
          <span class="theme-tile" />
          <span class="theme-tile" data-accented="true" />
        </span>
      ))}
    </span>
  )
}

function AccentPicture({ accent }: { accent: Accent }) {
  return <span class="accent-picture" data-accent={accent} aria-hidden="true" />
}

function DensityPicture({ density }: { density: Density }) {
  return (
    <span class="density-picture" data-room={density} aria-hidden="true">
      <span />
      <span />
      <span />
      <span />
    </span>
  )
}

interface SwitchProps {
  name: string
  about: string
  on: boolean
  onTurn(on: boolean): void
}

function Switch({ name, about, on, onTurn }: SwitchProps) {
  return (
    <label class="switch settings-switch">
      <span class="choose-words">
        <span>{name}</span>
        <span class="hint small">{about}</span>
      </span>
      <input type="checkbox" checked={on} onChange={(event) => onTurn(event.currentTarget.checked)} />
    </label>
  )
}

export function LookPart() {
  const { preferences } = useServices()
  const chosen = useStore<Preferences, Preferences>(preferences.store, (state) => state)
  const words = settingsWords()
  return (
    <>
      <Choice
        name="theme"
        legend={words.theme}
        options={THEMES.map((value) => ({
          value,
          name: words.themes[value],
          picture: <ThemePicture theme={value} accent={chosen.accent} />,
        }))}
        value={chosen.theme}
        onChoose={(theme) => preferences.set({ theme })}
      />
      <Choice
        name="accent"
        legend={words.accent}
        options={ACCENTS.map((value) => ({
          value,
          name: words.accents[value],
          picture: <AccentPicture accent={value} />,
        }))}
        value={chosen.accent}
        onChoose={(accent) => preferences.set({ accent })}
      />
      <Choice
        name="density"
        legend={words.density}
        options={DENSITIES.map((value) => ({
          value,
          name: words.densities[value],
          picture: <DensityPicture density={value} />,
        }))}
        value={chosen.density}
        onChoose={(density) => preferences.set({ density })}
      />
      <p class="hint small">{words.densityAbout}</p>
      <Switch
        name={words.contrast}
        about={words.contrastAbout}
        on={chosen.contrast === 'more'}
        onTurn={(on) => preferences.set({ contrast: on ? 'more' : 'system' })}
      />
      <Switch
        name={words.motion}
        about={words.motionAbout}
        on={chosen.motion === 'less'}
        onTurn={(on) => preferences.set({ motion: on ? 'less' : 'system' })}
      />
    </>
  )
}
