/** Who uses the devices, and how they sign in. Knows no rules. Used by operations and settle. */
import type { Tab } from './browser/tab'
import type { AccountTable } from './server/account-table'

export class People {
  readonly password = 'correct horse'
  readonly #emails: string[] = []
  #programToken = ''

  constructor(private readonly accounts: AccountTable) {
    for (const name of ['ada', 'bob']) {
      const { id } = accounts.add(`${name}@example.com`, this.password)
      this.#emails.push(`${name}@example.com`)
      this.#programToken ||= accounts.signIn(id)
    }
  }

  signsIn(tab: Tab, which = 0): void {
    this.signsInAs(tab, this.#emails[which] ?? '')
  }

  signsInAs(tab: Tab, email: string): void {
    void tab.holdfast.services.account.signIn(email, this.password)
  }

  newEmail(email: string): void {
    this.#emails.push(email)
  }

  /** A session of the first one's, for a program. */
  programToken(): string {
    const { accounts } = this
    if (accounts.accountOf(this.#programToken) === null) {
      this.#programToken = accounts.signIn(accounts.byEmail(this.#emails[0] ?? '')?.id ?? '')
    }
    return this.#programToken
  }
}
