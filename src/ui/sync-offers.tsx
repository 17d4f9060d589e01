/** What the person can do about how saving stands, right beside the indicator. What is offered is decided in ./sync-words. */
import Download from 'lucide/dist/esm/icons/download.mjs'
import { unreachable } from '../../core/unreachable'
import { savingWords } from '../words/en/saving'
import { exportDevice } from './export-device'
import { Icon } from './icon'
import { useOpenScreen } from './screens'
import { useServices } from './services'
import type { SyncOffer } from './sync-words'
import { useNow } from './use-now'

interface SyncOffersProps {
  offers: readonly SyncOffer[]
  /** Until when the server asked to wait, ms since 1970: to try before would be in vain. */
  notBefore: number | null
  /** A try begins: its button goes, and with it the focus. */
  onRetry(): void
}

export function SyncOffers({ offers, ...retry }: SyncOffersProps) {
  const { storage } = useServices()
  const openScreen = useOpenScreen()
  const words = savingWords()
  return (
    <>
      {offers.map((offer) => {
        switch (offer) {
          case 'retry':
            return <RetryNow key={offer} {...retry} />
          case 'sign-in':
            return (
              <button key={offer} type="button" class="button quiet sync-offer" onClick={() => openScreen('account')}>
                {words.signIn}
              </button>
            )
          case 'export':
            return (
              <button key={offer} type="button" class="button quiet sync-offer" onClick={() => exportDevice(storage)}>
                <Icon node={Download} size={18} />
                {words.exportIt}
              </button>
            )
          default:
            return unreachable(offer)
        }
      })}
    </>
  )
}

function RetryNow({ notBefore, onRetry }: Omit<SyncOffersProps, 'offers'>) {
  const { syncNow } = useServices()
  const now = useNow(notBefore === null ? null : (at) => (at < notBefore ? notBefore : Number.POSITIVE_INFINITY))
  return (
    <button
      type="button"
      class="button quiet sync-offer"
      disabled={notBefore !== null && now < notBefore}
      onClick={() => {
        onRetry()
        void syncNow()
      }}
    >
      {savingWords().retry}
    </button>
  )
}
