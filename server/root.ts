/** Where the repository stands on this machine, whatever folder the server was started from and whether it is bundled. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder that holds prisma/migrations and dist/page. Throws when there is none above this file. */
export function repositoryRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'prisma', 'schema.prisma'))) {
    const above = dirname(folder)
    if (above === folder) throw new Error('prisma/schema.prisma was not found above the server')
    folder = above
  }
  return folder
}
