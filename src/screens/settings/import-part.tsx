/**
 * A file taken in: chosen, looked at in words, then put in place of the dashboard or beside it (S15). Before: ./storage-part.
 * After: sync/transfer.
 */
import Upload from 'lucide/dist/esm/icons/upload.mjs'
import { useRef, useState } from 'preact/hooks'
import { MAX_IMPORT_BYTES } from '../../../core/layout/limits'
import type { ImportMode } from '../../../core/wire/import'
import type { TransferOutcome } from '../../sync/transfer'
import { Icon } from '../../ui/icon'
import { useServices } from '../../ui/services'
import { useToasts } from '../../ui/toasts'
import { useStore } from '../../ui/use-store'
import { pageWords } from '../../words/en/page'
import { settingsWords } from '../../words/en/settings'
import { type ImportPreview, previewOf } from './import-preview'

type GoodPreview = Extract<ImportPreview, { kind: 'file' }>

function problemOf(preview: Exclude<ImportPreview, GoodPreview>): string {
  const words = settingsWords()
  return preview.kind === 'broken' ? words.fileBroken(preview.where) : words.fileProblems[preview.kind]
}

function outcomeProblem(outcome: Exclude<TransferOutcome, { kind: 'done' }>): string {
  const words = settingsWords()
  return outcome.kind === 'refused' ? words.importRefused(outcome.detail) : words.importProblems[outcome.kind]
}

/** Why an import must wait, in a sentence; null: it need not. */
function useWhyWait(): string | null {
  const { sync } = useServices()
  const isOffline = useStore(sync, (state) => state.syncStatus === 'offline')
  const owed = useStore(sync, (state) => state.pendingChanges)
  const words = settingsWords()
  if (isOffline) return words.importOffline
  return owed > 0 ? words.importNotSent : null
}

export function ImportPart() {
  const { history, layout, transfer, uuid } = useServices()
  const toasts = useToasts()
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<{ preview: ImportPreview; writers: Record<ImportMode, string> } | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const now = useStore(layout, (state) => Object.keys(state.widgets).length)
  const wait = useWhyWait()
  const words = settingsWords()
  const preview = chosen?.preview

  async function look(file: File | undefined): Promise<void> {
    if (file === undefined) return
    setProblem(null)
    const found: ImportPreview =
      file.size > MAX_IMPORT_BYTES
        ? { kind: 'too-large' }
        : await file.text().then(previewOf, () => ({ kind: 'not-json' }))
    // Of its own for each way, and the same at each try, so that nothing is taken in twice (S2).
    setChosen({ preview: found, writers: { replace: uuid(), add: uuid() } })
    if (input.current !== null) input.current.value = ''
  }

  async function takeBack(account: string, before: number): Promise<void> {
    try {
      // As any restore is taken back; loaded when it is wanted.
      const [restoring, calls] = await Promise.all([import('../history/restoring'), history()])
      await restoring.takeBack({ calls, toasts }, account, before)
    } catch {
      toasts.push({ kind: 'error', text: pageWords().notLoaded })
    }
  }

  async function takeIn(mode: ImportMode, { file, count }: GoodPreview): Promise<void> {
    if (chosen === null) return
    setBusy(true)
    setProblem(null)
    const { account } = layout.getState()
    const outcome = await transfer.takeIn(mode, file, chosen.writers[mode])
    setBusy(false)
    if (outcome.kind !== 'done') {
      setProblem(outcomeProblem(outcome))
      return
    }
    setChosen(null)
    const { before } = outcome
    const action = before === null ? {} : { action: { label: words.undo, run: () => void takeBack(account, before) } }
    toasts.push({ kind: 'success', text: words.imported(count), ...action })
  }

  return (
    <div class="settings-row">
      <p class="hint small">{words.importAbout}</p>
      <label class="button file-button">
        <Icon node={Upload} size={18} />
        {words.chooseFile}
        <input
          ref={input}
          class="visually-hidden"
          type="file"
          accept="application/json,.json"
          onChange={(event) => void look(event.currentTarget.files?.[0])}
        />
      </label>
      {preview !== undefined && preview.kind !== 'file' && (
        <p class="field-problem" role="alert">
          {problemOf(preview)}
        </p>
      )}
      {preview?.kind === 'file' && (
        <section class="import-preview" aria-live="polite" data-testid="import-preview">
          <p>
            <strong>{preview.count === 0 ? words.fileEmpty : words.fileHas(preview.count, preview.exportedAt)}</strong>
          </p>
          {preview.count > 0 && <p class="hint">{words.fileNames(preview.names, preview.more)}</p>}
          {preview.count > 0 && (
            <ul class="import-ways">
              <li>
                <button
                  type="button"
                  class="button primary wide"
                  disabled={isBusy || wait !== null}
                  onClick={() => void takeIn('add', preview)}
                >
                  {words.add}
                </button>
                <span class="hint small">{words.addAbout}</span>
              </li>
              <li>
                <button
                  type="button"
                  class="button danger wide"
                  disabled={isBusy || wait !== null}
                  onClick={() => void takeIn('replace', preview)}
                >
                  {words.replace}
                </button>
                <span class="hint small">{words.replaceAbout(now)}</span>
              </li>
            </ul>
          )}
          {wait !== null && !isBusy && <p class="notice">{wait}</p>}
          {isBusy && <p role="status">{words.importing}</p>}
          {problem !== null && (
            <p class="field-problem" role="alert">
              {problem}
            </p>
          )}
          <div class="row-end">
            <button type="button" class="button quiet" disabled={isBusy} onClick={() => setChosen(null)}>
              {words.cancel}
            </button>
          </div>
        </section>
      )}
    </div>
  )
}
