/**
 * What happens when a timer ends while the page is open: once, in one tab of this browser. A sound, the page's title, and a
 * notification if the person allowed that before. Before: ./timer. Knows no runs.
 */

/** A tab that rings holds the ring for so long that the others, whose clocks are the same, find it taken. */
const RING_MS = 3_000
/** One that ended longer ago than this ended while nobody was here: it is shown, and does not ring. */
export const LATE_MS = 60_000

/** Runs `ring` unless another tab of this browser does. Without Web Locks (plain http), every tab rings. */
export async function inOneTab(name: string, ring: () => void): Promise<void> {
  if (!navigator.locks) return ring()
  await navigator.locks.request(`holdfast-ring:${name}`, { ifAvailable: true }, async (lock) => {
    if (lock === null) return
    ring()
    await new Promise((done) => setTimeout(done, RING_MS))
  })
}

/** Three soft tones that rise, about a second. Silent where the browser has no sound or forbids it. */
export function playChime(): void {
  if (typeof AudioContext === 'undefined') return
  const audio = new AudioContext()
  const end = [659, 784, 988].reduce((at, hertz) => {
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    tone.frequency.value = hertz
    volume.gain.setValueAtTime(0, at)
    volume.gain.linearRampToValueAtTime(0.18, at + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.5)
    tone.connect(volume).connect(audio.destination)
    tone.start(at)
    tone.stop(at + 0.5)
    return at + 0.22
  }, audio.currentTime + 0.05)
  setTimeout(() => void audio.close(), (end - audio.currentTime + 1) * 1_000)
}

/** `text` before the page's title until the returned function is called. */
export function sayInTitle(text: string): () => void {
  const before = `${text} · `
  document.title = before + document.title
  return () => {
    document.title = document.title.replace(before, '')
  }
}

/** May notifications be shown? `null`: this browser has none. */
export function notifying(): NotificationPermission | null {
  return typeof Notification === 'undefined' ? null : Notification.permission
}

/** Shows one if that was allowed before. Never asks, never fails. */
export async function notify(title: string, tag: string): Promise<void> {
  if (notifying() !== 'granted') return
  try {
    const options = { tag, icon: '/icon-192.png' }
    const worker = await navigator.serviceWorker?.getRegistration()
    // Phones show them through the worker only.
    if (worker === undefined) new Notification(title, options)
    else await worker.showNotification(title, options)
  } catch {
    // The title and the toast have said it.
  }
}
