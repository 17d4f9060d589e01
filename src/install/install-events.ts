/** Hears from the browser whether the page can become an app, or is one. After: ./install. The only file that knows these events. */
import type { InstallOffer } from './install'

/** Chromium alone has it, so TypeScript does not. */
interface BeforeInstallPrompt extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>
}

/** To be called at the start: the browser says it once, and does not wait. */
export function hearOfInstalling(offer: InstallOffer): void {
  if (isApp()) {
    offer.is('installed')
    return
  }
  if (isAddedByHand()) offer.is('by-hand')
  window.addEventListener('beforeinstallprompt', (event) => {
    // So that it is the page that says when.
    event.preventDefault()
    offer.canAsk(async () => (await (event as BeforeInstallPrompt).prompt()).outcome === 'accepted')
  })
  window.addEventListener('appinstalled', () => offer.is('installed'))
}

function isApp(): boolean {
  const { standalone } = navigator as { standalone?: boolean }
  const modes = ['standalone', 'minimal-ui', 'fullscreen', 'window-controls-overlay']
  return standalone === true || modes.some((mode) => window.matchMedia(`(display-mode: ${mode})`).matches)
}

/** Only browsers of Apple's phones and tablets have `standalone`; they let a page ask for nothing. */
const isAddedByHand = () => 'standalone' in navigator && navigator.maxTouchPoints > 1
