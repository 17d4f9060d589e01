/** Asks for the code, and says what joining does. Nothing is sent before the person says so: a link may come from anybody. */
import { useId, useState } from 'preact/hooks'
import { readCode } from '../../../core/pairing/code'
import { useServices } from '../../ui/services'
import { useStore } from '../../ui/use-store'
import { joiningWords } from '../../words/en/joining'

interface JoinFormProps {
  /** From the link; '' when it is to be typed. */
  given: string
  onJoin(code: string): void
}

export function JoinForm({ given, onJoin }: JoinFormProps) {
  const words = joiningWords()
  const { account, layout } = useServices()
  const hasWidgets = useStore(layout, ({ widgets }) => Object.keys(widgets).length > 0)
  const { email } = account.current()
  const [code, setCode] = useState(given)
  const [isWrong, setWrong] = useState(false)
  const id = useId()
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault()
        if (readCode(code) === null) setWrong(true)
        else onJoin(code)
      }}
    >
      <h2>{words.title}</h2>
      <p class="hint">{given === '' ? words.how : words.whatOpens}</p>
      <label for={id}>{words.code}</label>
      <input
        id={id}
        class="input join-code"
        dir="ltr"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        enterkeyhint="go"
        placeholder={words.placeholder}
        aria-invalid={isWrong}
        value={code}
        onInput={(event) => {
          setCode(event.currentTarget.value)
          setWrong(false)
        }}
      />
      {isWrong && (
        <p class="field-problem" role="alert">
          {words.notACode}
        </p>
      )}
      {email !== null && <p class="hint small">{words.leavesAccount(email)}</p>}
      {email === null && hasWidgets && <p class="hint small">{words.keepsGuest}</p>}
      <div class="row-end">
        <button type="submit" class="button primary wide">
          {words.join}
        </button>
      </div>
    </form>
  )
}
