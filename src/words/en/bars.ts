/** The bars below the header: a new version, refused changes, what was merged (D9, D11, D12). The storage's is in ./storage. */
import { numberText } from '../formats'
import { inEnglish } from '../spoken'

export const barsWords = inEnglish('bars', {
  update: 'Update',
  updating: 'Updating…',
  updateReady: 'A new version is ready. Nothing you did is lost.',
  later: 'Later',
  refused: 'Refused changes',
  setAside: (n: number) =>
    `${n === 1 ? '1 change' : `${numberText(n)} changes`} set aside on this device, refused by the server or taken out by hand; nothing else waits for it.`,
  mergedLabel: 'Merged changes',
  merged: (n: number) =>
    n === 1
      ? 'One thing was changed on two devices. One of the two is kept; the other is not lost.'
      : `${numberText(n)} things were changed on two devices. One of each two is kept; the others are not lost.`,
  review: 'Review',
})
