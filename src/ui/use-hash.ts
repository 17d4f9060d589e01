/** The part of the address after `#`, which says which screen is shown. */
import { useEffect, useState } from 'preact/hooks'

/** Draws again when it changes: `#/inspector`, or ''. */
export function useHash(): string {
  const [hash, setHash] = useState(window.location.hash)
  useEffect(() => {
    const hear = () => setHash(window.location.hash)
    window.addEventListener('hashchange', hear)
    return () => window.removeEventListener('hashchange', hear)
  }, [])
  return hash
}
