/** The form that adds a link: an address, and a title if one wants. */
import { useState } from 'preact/hooks'
import { safeHref } from './safe-href'

interface AddLinkProps {
  onAdd(link: { url: string; title: string }): void
  onClose(): void
}

export function AddLink({ onAdd, onClose }: AddLinkProps) {
  const [url, setUrl] = useState('')
  const [title, setTitle] = useState('')
  const [refused, setRefused] = useState(false)
  return (
    <form
      class="add-link"
      onSubmit={(event) => {
        event.preventDefault()
        const href = safeHref(url)
        setRefused(href === null)
        if (href === null) return
        onAdd({ url: href, title: title.trim() })
        onClose()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <input
        class="input"
        inputMode="url"
        aria-label="Address"
        placeholder="example.org"
        value={url}
        ref={(input) => {
          if (input !== null && url === '' && !refused) input.focus({ preventScroll: true })
        }}
        aria-invalid={refused}
        onInput={(event) => setUrl(event.currentTarget.value)}
      />
      <input
        class="input"
        aria-label="Title"
        placeholder="Title (optional)"
        value={title}
        onInput={(event) => setTitle(event.currentTarget.value)}
      />
      {refused && (
        <p class="field-problem" role="alert">
          This is no web or mail address.
        </p>
      )}
      <div class="row-end">
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" class="button primary">
          Add
        </button>
      </div>
    </form>
  )
}
