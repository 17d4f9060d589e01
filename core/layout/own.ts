/**
 * Objects used as dictionaries, whose keys other people chose: `constructor` is then no entry, and `__proto__` is
 * an entry like any other. Pure. Used where layouts are read and built key by key.
 */

/** The record's own entry, or undefined. */
export function getOwn<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

/** Sets the record's own entry; a plain assignment of `__proto__` would change what the record inherits from. */
export function setOwn<T>(record: Record<string, T>, key: string, value: T): void {
  if (key !== '__proto__') record[key] = value
  else Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true })
}
