/** The form that adds a link: an address, and a title, which is guessed from it. Several pasted addresses are added at once. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { linksWords } from '../../words/en/links'
import { safeHref } from '../safe-href'
import { titleOf } from './host'
import { addressesIn } from './link-entry'

interface AddLinkProps {
  /** Adds them; false when that was refused. */
  onAdd(links: { href: string; title: string }[]): boolean
  onClose(): void
}

export function AddLink({ onAdd, onClose }: AddLinkProps) {
  const words = linksWords()
  const [url, setUrl] = useState('')
  const [title, setTitle] = useState('')
  const [refused, setRefused] = useState(false)
  const address = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    address.current?.focus({ preventScroll: true })
    address.current?.form?.scrollIntoView?.({ block: 'nearest' })
  }, [])
  const href = safeHref(url)
  const guess = href === null ? '' : titleOf(href)
  return (
    <form
      class="add-link"
      onSubmit={(event) => {
        event.preventDefault()
        setRefused(href === null)
        if (href !== null && onAdd([{ href, title }])) onClose()
        else address.current?.focus()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <input
        ref={address}
        class="input"
        inputMode="url"
        autocomplete="off"
        autocapitalize="off"
        aria-label={words.address}
        placeholder={words.addressExample}
        value={url}
        aria-invalid={refused}
        onInput={(event) => {
          setUrl(event.currentTarget.value)
          setRefused(false)
        }}
        onPaste={(event) => {
          const hrefs = addressesIn(event.clipboardData?.getData('text/plain') ?? '')
          if (hrefs === null) return
          event.preventDefault()
          if (onAdd(hrefs.map((one) => ({ href: one, title: '' })))) onClose()
        }}
      />
      <input
        class="input"
        aria-label={words.title}
        placeholder={guess || words.titleOptional}
        value={title}
        onInput={(event) => setTitle(event.currentTarget.value)}
      />
      {refused && (
        <p class="field-problem" role="alert">
          {words.refused}
        </p>
      )}
      <div class="row-end">
        <button type="button" class="button" onClick={onClose}>
          {words.cancel}
        </button>
        <button type="submit" class="button primary">
          {words.addIt}
        </button>
      </div>
    </form>
  )
}
