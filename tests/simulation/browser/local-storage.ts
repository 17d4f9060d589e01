/**
 * Local storage of one browser profile: every tab sees a write at once, the disk only seconds later (Chromium gathers for
 * five). A browser that is killed starts with what the disk has. Before: tab.
 */
import type { StringStorage } from '../../../src/env'
import type { Random } from '../random'
import type { Time } from '../time'
import type { Life } from './life'

const LATEST_MS = 6_000

/** full: takes nothing longer than what it has · missing: every call throws, as where site data is forbidden. */
export type LocalTrouble = 'none' | 'full' | 'missing'

export class LocalStorage {
  #memory: Map<string, string>
  #disk: Map<string, string>
  #stopFlush: (() => void) | null = null
  trouble: LocalTrouble = 'none'

  constructor(
    private readonly time: Time,
    private readonly random: Random,
    content: ReadonlyMap<string, string> = new Map(),
  ) {
    this.#memory = new Map(content)
    this.#disk = new Map(content)
  }

  /** As the tabs see it. */
  content(): ReadonlyMap<string, string> {
    return this.#memory
  }

  onDisk(): ReadonlyMap<string, string> {
    return this.#disk
  }

  set(key: string, value: string): void {
    this.#memory.set(key, value)
    this.#changed()
  }

  /** A person deletes the site's data. */
  clear(): void {
    this.#memory.clear()
    this.#changed()
  }

  /** Something scribbles over one of its values. */
  scribble(key: string): void {
    const text = this.#memory.get(key)
    if (text !== undefined) this.set(key, text.slice(0, Math.floor(text.length / 2)))
  }

  /** The browser is gone, and what the disk does not have with it. */
  killed(): void {
    this.#stopFlush?.()
    this.#stopFlush = null
    this.#memory = new Map(this.#disk)
  }

  flush(): void {
    this.#stopFlush?.()
    this.#stopFlush = null
    this.#disk = new Map(this.#memory)
  }

  #changed(): void {
    this.#stopFlush ??= this.time.after(this.random.between(100, LATEST_MS), () => this.flush())
  }

  /** The port of one tab. What a dead one writes goes nowhere. */
  portOf(life: Life): StringStorage {
    const must = () => {
      if (this.trouble === 'missing') throw new DOMException('site data is forbidden', 'SecurityError')
    }
    return {
      get: (key) => {
        must()
        return this.#memory.get(key) ?? null
      },
      set: (key, value) => {
        must()
        if (this.trouble === 'full' && value.length > (this.#memory.get(key)?.length ?? 0)) {
          throw new DOMException('no room', 'QuotaExceededError')
        }
        if (life.step()) this.set(key, value)
      },
      remove: (key) => {
        must()
        if (!life.step()) return
        this.#memory.delete(key)
        this.#changed()
      },
      keys: () => {
        must()
        return [...this.#memory.keys()]
      },
    }
  }
}
