/** Joins another device's dashboard by a code. At #/join, or with the code at #/join/XXXX-XXXX as a QR has it; loaded when opened. */
import ArrowLeft from 'lucide/dist/esm/icons/arrow-left.mjs'
import { useEffect, useRef, useState } from 'preact/hooks'
import { readCode, writtenCode } from '../../../core/pairing/code'
import type { JoinState } from '../../devices/join'
import { Icon } from '../../ui/icon'
import { useServices } from '../../ui/services'
import { useHash } from '../../ui/use-hash'
import { waysWords } from '../../words/en/ways'
import { codeInHash } from './code-in-hash'
import { JoinForm } from './join-form'
import './join.css'
import { JoinProgress } from './join-progress'

export default function JoinScreen() {
  const { devices } = useServices()
  const hash = useHash()
  const [state, setState] = useState<JoinState | null>(null)
  const stop = useRef(() => {})
  useEffect(() => () => stop.current(), [])

  const begin = (code: string) => {
    let isStopped = false
    stop.current = () => {
      isStopped = true
    }
    setState({ kind: 'sending', silent: false })
    devices().then(
      (loaded) => {
        if (!isStopped) stop.current = loaded.join(code, setState)
      },
      () => setState({ kind: 'failed', why: 'unreachable' }),
    )
  }
  const cancel = () => {
    stop.current()
    setState(null)
  }
  const given = readCode(codeInHash(hash))
  return (
    <main class="join" data-testid="join">
      <header class="screen-head">
        <a class="button quiet back" href="#/">
          <Icon node={ArrowLeft} size={18} />
          {waysWords().dashboard}
        </a>
      </header>
      <section class="join-card">
        {state === null ? (
          <JoinForm key={given} given={given === null ? '' : writtenCode(given)} onJoin={begin} />
        ) : (
          <JoinProgress state={state} onCancel={cancel} />
        )}
      </section>
    </main>
  )
}
