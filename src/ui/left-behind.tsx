/**
 * What was made on this device as a guest before signing in: add it to this account, export it, or discard it (D13). That it is
 * asked about once, in that very moment, is ./left-behind-question's.
 */
import { useEffect, useState } from 'preact/hooks'
import { accountWords } from '../words/en/account'
import { pageWords } from '../words/en/page'
import { download } from './download'
import { sayLeftBehindFailed } from './left-behind-failed'
import { useServices } from './services'
import { useToasts } from './toasts'

/** Key of the toast that says that nobody knows what is left behind. */
const NOT_LOADED = 'left-behind-not-loaded'

type Found = Awaited<ReturnType<ReturnType<typeof useServices>['leftBehind']['list']>>

export function LeftBehind() {
  const { leftBehind } = useServices()
  const words = accountWords()
  const toasts = useToasts()
  const [found, setFound] = useState<Found>([])
  const [asking, setAsking] = useState<string | null>(null)
  const look = () =>
    leftBehind
      .list()
      .then(setFound, () => void toasts.push({ kind: 'error', key: NOT_LOADED, text: pageWords().notLoaded }))
  useEffect(() => void look(), [leftBehind])
  const failed = async (account: string) => {
    const now = await sayLeftBehindFailed(leftBehind, toasts, account)
    if (now !== null) setFound(now)
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
