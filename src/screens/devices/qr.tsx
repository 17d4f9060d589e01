/** Draws a QR code. Where its code cannot be loaded there is none, and what stands beside it is enough. */
import { useEffect, useState } from 'preact/hooks'

interface QrProps {
  text: string
  /** For who cannot see it. */
  label: string
}

export function Qr({ text, label }: QrProps) {
  const [drawn, setDrawn] = useState<{ size: number; path: string } | null>(null)
  useEffect(() => {
    let gone = false
    import('./qr-path').then(
      ({ qrPath }) => !gone && setDrawn(qrPath(text)),
      () => {},
    )
    return () => {
      gone = true
    }
  }, [text])
  return (
    <div class="qr">
      {drawn !== null && (
        <svg viewBox={`0 0 ${drawn.size} ${drawn.size}`} role="img" aria-label={label} shape-rendering="crispEdges">
          <path d={drawn.path} />
        </svg>
      )}
    </div>
  )
}
