import { afterAll, beforeAll, expect, it } from 'vitest'
import { PROBLEM_PREFIX } from '../../../core/wire/problem'
import { PROBLEMS } from '../../../core/wire/problem-list'
import { startTestServer, type TestServer } from '../../support/server'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer('pglite')
})
afterAll(() => server?.close())

interface Document {
  paths: Record<string, Record<string, { responses: Record<string, unknown> }>>
  components: { schemas: Record<string, unknown> }
}
const document = async () => (await server.client().get('/api/openapi.json')).body as Document

it('the OpenAPI document has every route that there is, and no other', async () => {
  const { paths } = await document()
  const written = Object.entries(paths).flatMap(([path, calls]) =>
    Object.keys(calls)
      .filter((key) => key !== 'parameters')
      .map((m) => `${m.toUpperCase()} ${path}`),
  )
  const there = server.app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
  expect(written.sort()).toEqual([...new Set(there)].sort())
})

it('the OpenAPI document has every problem type', async () => {
  const schema = JSON.stringify((await document()).components.schemas.Problem)
  for (const name of Object.keys(PROBLEMS)) expect(schema).toContain(`"${PROBLEM_PREFIX}${name}"`)
})

it('every reference in the OpenAPI document leads somewhere', async () => {
  const found = await document()
  const names = [...JSON.stringify(found).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? '')
  expect(names.length).toBeGreaterThan(10)
  for (const name of names) expect(found.components.schemas).toHaveProperty(name)
})
