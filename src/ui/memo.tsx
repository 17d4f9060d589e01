/** A component that is drawn again only when one of its props is another value. Preact has this in preact/compat only. */
import { Component, type FunctionComponent, type VNode } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/** Makes nothing: it is asked for every widget at each step of a drag. */
function differ(a: object, b: object): boolean {
  let more = 0
  for (const key in a) {
    if (!Object.is(Reflect.get(a, key), Reflect.get(b, key))) return true
    more++
  }
  for (const _ in b) more--
  return more !== 0
}

export function memo<P extends object>(Of: FunctionComponent<P>) {
  return class extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      return differ(next, this.props)
    }
    override render(props: P) {
      return <Of {...props} />
    }
  }
}

/**
 * The same for many of a kind: the returned function gives what it gave for that key at the drawing before, unless a prop is another
 * value. What is the very same is not even looked at by Preact.
 */
export function useKept<P extends object>(Of: FunctionComponent<P>): (key: string, props: P) => VNode {
  const before = useRef<ReadonlyMap<string, { props: P; drawn: VNode }>>(new Map())
  const now = new Map<string, { props: P; drawn: VNode }>()
  useLayoutEffect(() => {
    before.current = now
  })
  return (key, props) => {
    const last = before.current.get(key)
    const kept = last !== undefined && !differ(last.props, props) ? last : { props, drawn: <Of key={key} {...props} /> }
    now.set(key, kept)
    return kept.drawn
  }
}
