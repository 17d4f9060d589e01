/** The head of a screen of its own: the way back, its name, and what it is. What a screen does when it opens is in ./use-screen. */
import ArrowLeft from 'lucide/dist/esm/icons/arrow-left.mjs'
import type { ComponentChildren } from 'preact'
import { waysWords } from '../words/en/ways'
import { Icon } from './icon'
import { useScreen } from './use-screen'

interface ScreenHeadProps {
  title: string
  /** A line about it. */
  about?: string
  /** What can be done with the whole of it, beside its name. */
  children?: ComponentChildren
}

export function ScreenHead({ title, about, children }: ScreenHeadProps) {
  const heading = useScreen(title)
  return (
    <header class="screen-head">
      <a class="button quiet back" href="#/">
        <Icon node={ArrowLeft} size={18} />
        {waysWords().dashboard}
      </a>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children}
      {about !== undefined && <p class="hint">{about}</p>}
    </header>
  )
}
