/** Which window is open over the dashboard. Anything may ask for one; ../app draws it. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

export type Screen = 'catalogue' | 'account' | 'set-aside'

const ScreensContext = createContext<(screen: Screen) => void>(() => {})
export const ScreensProvider = ScreensContext.Provider

/** Opens a window. Does nothing where no ScreensProvider is above. */
export function useOpenScreen(): (screen: Screen) => void {
  return useContext(ScreensContext)
}
