/** Web Locks of one browser profile: pages and worker share them, and what a life holds is free when it ends. */
import type { Life } from './life'

interface Wish {
  life: Life
  grant: () => void
}

export class Locks {
  readonly #held = new Map<string, Life>()
  readonly #waiting = new Map<string, Wish[]>()
  /** Held for as long as their owners live, by nobody else wished for. */
  readonly #signs = new Map<string, Life>()

  /** To be called once for each life that may hold locks. */
  follow(life: Life): void {
    life.onEnd(() => {
      for (const [name, holder] of [...this.#held]) if (holder === life) this.#free(name, life)
      for (const [name, holder] of [...this.#signs]) if (holder === life) this.#signs.delete(name)
    })
  }

  /** Runs `fn` when the lock is free; 'taken' where `waitMs` is over before. */
  async run<T>(
    name: string,
    life: Life,
    fn: () => Promise<T>,
    waitMs = Number.POSITIVE_INFINITY,
  ): Promise<T | 'taken'> {
    if (!(await this.#get(name, life, waitMs))) return 'taken'
    try {
      return await fn()
    } finally {
      this.#free(name, life)
    }
  }

  holdWhileAlive(name: string, life: Life): void {
    this.#signs.set(name, life)
  }

  names(): Set<string> {
    return new Set([...this.#held.keys(), ...this.#signs.keys()])
  }

  #get(name: string, life: Life, waitMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      if (!life.step()) return
      if (!this.#held.has(name)) {
        this.#hold(name, life)
        return resolve(true)
      }
      if (waitMs <= 0) return resolve(false)
      const wishes = this.#waiting.get(name) ?? []
      this.#waiting.set(name, wishes)
      const wish: Wish = {
        life,
        grant: () => {
          stop()
          this.#hold(name, life)
          life.hear(() => resolve(true))
        },
      }
      const stop = Number.isFinite(waitMs)
        ? life.time.after(waitMs, () => {
            const at = wishes.indexOf(wish)
            if (at < 0) return
            wishes.splice(at, 1)
            life.hear(() => resolve(false))
          })
        : () => {}
      wishes.push(wish)
    })
  }

  #hold(name: string, life: Life): void {
    this.#held.set(name, life)
  }

  #free(name: string, life: Life): void {
    if (this.#held.get(name) !== life) return
    this.#held.delete(name)
    const wishes = this.#waiting.get(name) ?? []
    for (let next = wishes.shift(); next !== undefined; next = wishes.shift()) {
      if (next.life.isOver()) continue
      next.grant()
      return
    }
  }
}
