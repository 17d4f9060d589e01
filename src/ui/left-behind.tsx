/** What was made on this device as a guest before signing in: add it to this account, export it, or discard it (D13). */
import { useEffect, useState } from 'preact/hooks'
import { download } from './download'
import { useServices } from './services'
import { useToasts } from './toasts'

type Found = Awaited<ReturnType<ReturnType<typeof useServices>['leftBehind']['list']>>

export function LeftBehind() {
  const { leftBehind } = useServices()
  const toasts = useToasts()
  const [found, setFound] = useState<Found>([])
  const [asking, setAsking] = useState<string | null>(null)
  const look = async () => {
    const now = await leftBehind.list()
    setFound(now)
    return now
  }
  useEffect(() => void look(), [leftBehind])
  const failed = async (account: string) => {
    const now = await look()
    // Where it was added, or has come to be shown, in another tab, there is nothing left to try.
    if (now.some((left) => left.account === account))
      toasts.push({
        kind: 'error',
        text: 'That did not work. The guest’s dashboard is still kept here: try again in a minute.',
      })
    else toasts.push({ kind: 'info', text: 'That dashboard is not left behind any more: there is nothing to do.' })
  }
  const doing = async (account: string, work: Promise<void>, done: string) => {
    await work.then(
      () => {
        toasts.push({ kind: 'success', text: done })
        return look()
      },
      () => failed(account),
    )
    setAsking(null)
  }
  const exporting = (account: string) =>
    leftBehind.exportAll(account).then(
      (text) => download('holdfast-guest-dashboard.json', text),
      () => failed(account),
    )
  return (
    <>
      {found.map(({ account, count, refused }) => (
        <section key={account} class="left-behind" aria-label="Made here as a guest">
          <p>{wordsOf(count, refused)} made on this device as a guest, before you signed in.</p>
          <div class="row-end">
            {asking === account ? (
              <>
                <span class="hint">Discard for good?</span>
                <button type="button" class="button" onClick={() => setAsking(null)}>
                  Keep
                </button>
                <button
                  type="button"
                  class="button danger"
                  onClick={() => void doing(account, leftBehind.discard(account), 'Discarded.')}
                >
                  Discard
                </button>
              </>
            ) : (
              <>
                <button type="button" class="button" onClick={() => setAsking(account)}>
                  Discard…
                </button>
                <button type="button" class="button" onClick={() => void exporting(account)}>
                  Export
                </button>
                <button
                  type="button"
                  class="button"
                  onClick={() => void doing(account, leftBehind.add(account), 'Added to this dashboard.')}
                >
                  {count + refused === 1 ? 'Add it here' : 'Add them here'}
                </button>
              </>
            )}
          </div>
        </section>
      ))}
    </>
  )
}

function wordsOf(count: number, refused: number): string {
  if (count > 1) return `${count} widgets were`
  if (count === 1) return 'One widget was'
  return refused === 1 ? 'A change that the server refused was' : `${refused} changes that the server refused were`
}
