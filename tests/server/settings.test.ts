import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSettings, type Settings } from '../../server/settings'

const read = (env: Record<string, string>): Settings => {
  const result = readSettings(env)
  if (!result.ok) throw new Error(result.sentence)
  return result.settings
}
const SECRET = 'a'.repeat(32)

describe('settings (CONTRACT section 6)', () => {
  it('have defaults that start a server on this machine', () => {
    expect(read({})).toEqual({
      port: 8787,
      host: '127.0.0.1',
      databaseUrl: null,
      databaseDirectUrl: null,
      databaseConnections: 10,
      databaseWaiting: 1_000,
      savesTogether: 64,
      databasePrepared: true,
      dataDir: resolve('data'),
      publicUrl: 'http://localhost:8787',
      authSecret: null,
      logLevel: 'warn',
      trustProxy: 0,
      historyDays: 90,
      rateLimits: { signIn: 20, guests: 60, pairing: 10, saves: 600 },
      faults: false,
      serviceWorker: 'normal',
    })
  })

  it('take what is set; PUBLIC_URL follows PORT, and an empty setting is unset', () => {
    expect(read({ PORT: '9000', PUBLIC_URL: '' }).publicUrl).toBe('http://localhost:9000')
    expect(read({ PUBLIC_URL: 'https://Holdfast.example/' }).publicUrl).toBe('https://holdfast.example')
    expect(read({ DATABASE_URL: 'postgres://u:p@db/x', AUTH_SECRET: SECRET }).databaseUrl).toBe('postgres://u:p@db/x')
    expect(read({ FAULTS: 'on' }).faults).toBe(true)
    expect(read({ NODE_ENV: 'production' }).logLevel).toBe('info')
    expect(read({ NODE_ENV: 'Production ' }).logLevel).toBe('info')
    expect(read({ FAULTS: 'on', NODE_ENV: 'development' }).faults).toBe(true)
  })

  it.each([
    ['PORT', { PORT: '70000' }],
    ['PORT', { PORT: '80 80' }],
    ['PORT', { PORT: '-1' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/x', AUTH_SECRET: SECRET }],
    ['DATABASE_URL', { DATABASE_URL: 'holdfast', AUTH_SECRET: SECRET }],
    ['PUBLIC_URL', { PUBLIC_URL: 'holdfast.example' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://holdfast.example/app' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'ftp://holdfast.example' }],
    ['AUTH_SECRET', { AUTH_SECRET: 'short' }],
    ['AUTH_SECRET', { DATABASE_URL: 'postgres://db/x' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'yes' }],
    ['HISTORY_DAYS', { HISTORY_DAYS: '0' }],
    ['RATE_LIMIT_SIGN_IN', { RATE_LIMIT_SIGN_IN: 'many' }],
    ['RATE_LIMIT_GUESTS', { RATE_LIMIT_GUESTS: '1.5' }],
    ['RATE_LIMIT_PAIRING', { RATE_LIMIT_PAIRING: '0x10' }],
    ['RATE_LIMIT_SAVES', { RATE_LIMIT_SAVES: '-1' }],
    ['FAULTS', { FAULTS: 'maybe' }],
    ['SERVICE_WORKER', { SERVICE_WORKER: 'none' }],
    ['FAULTS', { FAULTS: '1', NODE_ENV: 'production' }],
    ['FAULTS', { FAULTS: 'on', NODE_ENV: 'production ' }],
    ['FAULTS', { FAULTS: 'on', NODE_ENV: ' Production' }],
    ['FAULTS', { FAULTS: 'on', NODE_ENV: 'PRODUCTION' }],
  ])('name %s in one sentence when it makes no sense: %o', (name, env) => {
    const result = readSettings(env)
    expect(result.ok).toBe(false)
    if (result.ok) return
    expect(result.sentence).toMatch(new RegExp(`^${name} must be .*\\.$`))
    expect(result.sentence).not.toContain('\n')
  })

  it('never show a secret', () => {
    const result = readSettings({ DATABASE_URL: 'mysql://me:hunter2@db/x', AUTH_SECRET: SECRET })
    expect(JSON.stringify(result)).not.toContain('hunter2')
    expect(JSON.stringify(readSettings({ AUTH_SECRET: 'swordfish' }))).not.toContain('swordfish')
  })
})
