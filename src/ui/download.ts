const KEEP_MS = 60_000

/** Gives the person a file of that name. */
export function download(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.download = name
  link.click()
  // Some browsers read it only after the click has returned, or after asking the person where to put it.
  setTimeout(() => URL.revokeObjectURL(link.href), KEEP_MS)
}
