/** What was made on this device as a guest before signing in: add it to this account, export it, or discard it (D13). */
import { useEffect, useState } from 'preact/hooks'
import { accountWords } from '../words/en/account'
import { download } from './download'
import { useServices } from './services'
import { useToasts } from './toasts'

type Found = Awaited<ReturnType<ReturnType<typeof useServices>['leftBehind']['list']>>

export function LeftBehind() {
  const { leftBehind } = useServices()
  const words = accountWords()
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
        text: accountWords().guestKept,
      })
    else toasts.push({ kind: 'info', text: accountWords().nothingLeft })
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
        <section key={account} class="left-behind" aria-label={words.madeAsGuest}>
          <p>{words.leftBehind(count, refused)}</p>
          <div class="row-end">
            {asking === account ? (
              <>
                <span class="hint">{words.discardForGood}</span>
                <button type="button" class="button" onClick={() => setAsking(null)}>
                  {words.keep}
                </button>
                <button
                  type="button"
                  class="button danger"
                  onClick={() => void doing(account, leftBehind.discard(account), words.discarded)}
                >
                  {words.discard}
                </button>
              </>
            ) : (
              <>
                <button type="button" class="button" onClick={() => setAsking(account)}>
                  {words.askDiscard}
                </button>
                <button type="button" class="button" onClick={() => void exporting(account)}>
                  {words.exportIt}
                </button>
                <button
                  type="button"
                  class="button"
                  onClick={() => void doing(account, leftBehind.add(account), words.added)}
                >
                  {words.add(count + refused)}
                </button>
              </>
            )}
          </div>
        </section>
      ))}
    </>
  )
}
