/** A component that is drawn again only when one of its props is another value. Preact has this in preact/compat only. */
import { Component, type FunctionComponent } from 'preact'

const differ = (a: object, b: object): boolean => {
  const left = Object.entries(a)
  return left.length !== Object.keys(b).length || left.some(([key, value]) => !Object.is(value, Reflect.get(b, key)))
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
