/**
 * Guests: ordinary users without credentials, so that adding an e-mail address later keeps the account, its layout and its
 * other devices. (better-auth's own anonymous plugin makes a new user of a guest that signs up, and deletes the old one.)
 */
import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthEndpoint, getSessionFromCtx } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'

/** Reserved by RFC 2606: no mail can ever go there. */
const GUEST_DOMAIN = 'guest.invalid'

/** `POST /api/auth/sign-in/anonymous` makes a guest and signs it in; who is signed in already stays who they are. Answers `{user: {id, email}}`, `email` null for a guest. */
export const guestPlugin = {
  id: 'holdfast-guest',
  endpoints: {
    signInAnonymous: createAuthEndpoint('/sign-in/anonymous', { method: 'POST' }, async (ctx) => {
      const already = await getSessionFromCtx(ctx, { disableRefresh: true })
      if (already !== null) {
        const { id, email, guest } = already.user as typeof already.user & { guest?: boolean | null }
        return ctx.json({ user: { id, email: guest === true ? null : email } })
      }
      const now = new Date()
      const made = { name: 'Guest', emailVerified: false, guest: true, createdAt: now, updatedAt: now }
      const email = `${crypto.randomUUID()}@${GUEST_DOMAIN}`
      const user = await ctx.context.internalAdapter.createUser({ ...made, email }, { method: 'anonymous' })
      const session = await ctx.context.internalAdapter.createSession(user.id)
      if (!session) throw new APIError('INTERNAL_SERVER_ERROR')
      await setSessionCookie(ctx, { session, user })
      return ctx.json({ user: { id: user.id, email: null } })
    }),
  },
} satisfies BetterAuthPlugin
