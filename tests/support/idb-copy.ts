/**
 * A database of IndexedDB as plain JSON, and back: what a released version left on a device. Both functions stand alone, so
 * that they can be run in a page as well as on a fake.
 */

export interface DatabaseCopy {
  name: string
  version: number
  stores: {
    name: string
    /** null: keys stand beside the values. */
    keyPath: string | null
    autoIncrement: boolean
    /** Name and key path are the same. */
    indexes: string[]
    /** Bytes are `{ $text: … }`, as UTF-8. */
    rows: { key: unknown; value: unknown }[]
  }[]
}

/** Everything in the database `name`, which must be there. */
export async function copyDatabase(name: string): Promise<DatabaseCopy> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const asJson = (value: unknown): unknown => {
    if (value instanceof ArrayBuffer) return { $text: new TextDecoder().decode(value) }
    if (Array.isArray(value)) return value.map(asJson)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, asJson(part)]))
  }
  const db = await done(indexedDB.open(name))
  const stores: DatabaseCopy['stores'] = []
  for (const storeName of [...db.objectStoreNames]) {
    const store = db.transaction(storeName).objectStore(storeName)
    const { keyPath, autoIncrement, indexNames } = store
    const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())])
    const rows = keys.map((key, i) => ({ key, value: asJson(values[i]) }))
    stores.push({ name: storeName, keyPath: keyPath as string | null, autoIncrement, indexes: [...indexNames], rows })
  }
  const { version } = db
  db.close()
  return { name, version, stores }
}

/** Makes that database, in place of what has its name; nobody may have that open. */
export async function putDatabase({ name, version, stores }: DatabaseCopy): Promise<void> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const fromJson = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(fromJson)
    if (typeof value !== 'object' || value === null) return value
    if ('$text' in value) return new TextEncoder().encode(String(value.$text)).buffer
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, fromJson(part)]))
  }
  await done(indexedDB.deleteDatabase(name))
  const opening = indexedDB.open(name, version)
  opening.onupgradeneeded = () => {
    for (const { name: storeName, keyPath, autoIncrement, indexes, rows } of stores) {
      const store = opening.result.createObjectStore(storeName, { keyPath, autoIncrement })
      for (const index of indexes) store.createIndex(index, index)
      for (const { key, value } of rows) {
        if (keyPath === null && !autoIncrement) store.put(fromJson(value), key as IDBValidKey)
        else store.put(fromJson(value))
      }
    }
  }
  const db = await done(opening)
  db.close()
}
