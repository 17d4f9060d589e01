/** The example messages of CONTRACT section 2 with real ids, and small saves made from them. */
export const WIDGET = '5c8f3a52-7d0e-4c1b-9a66-0f4f4f0b7e11'
export const WRITER = '0d9be3c7-64a5-4f5e-8a52-3b1f6c2d9e77'
export const DEVICE = '9e107d9d-372b-4826-81d1-3542a419d6a8'

const named = { base: 12, widget: WIDGET, at: 1_790_000_000_000 }

export const exampleSave = {
  schema: 1,
  account: 'k7Jd0aQx_9',
  device: DEVICE,
  deviceName: 'Pixel 9',
  base: 12,
  tag: 'k3f9x2pq',
  trigger: 'drag',
  strategy: 'merge',
  sentAt: 1_790_000_000_000,
  streams: [
    {
      writer: WRITER,
      edits: [
        { n: 41, ...named, field: 'desktop', value: { x: 0, y: 0, w: 4, h: 3 } },
        { n: 42, ...named, field: 'data/item:7', unset: true },
        { n: 43, ...named, remove: true },
        { n: 44, ...named, revive: true },
      ],
    },
  ],
}

export const exampleAnswer = {
  status: 'saved',
  device: DEVICE,
  lastN: { [WRITER]: 44 },
  revision: 13,
  tag: 'w8d1m4zc',
  since: 12,
  full: false,
  widgets: [
    {
      id: WIDGET,
      removed: false,
      fields: { desktop: { value: { x: 0, y: 0, w: 4, h: 3 }, rev: 13, at: 1_790_000_000_000, device: DEVICE } },
    },
  ],
  conflicts: [
    {
      widget: WIDGET,
      field: 'title',
      rule: 'later',
      writer: WRITER,
      n: 40,
      kept: { value: '…', at: 1, device: '…' },
      lost: { value: '…', at: 1, device: '…' },
    },
  ],
  serverTime: 1_790_000_000_000,
}

/** The example save with some members changed; `undefined` takes one away, as it does in JSON. */
export const saveWith = (members: Record<string, unknown>) => ({ ...exampleSave, ...members })
/** A save of one stream with these edits. */
export const saveOf = (...edits: unknown[]) => saveWith({ streams: [{ writer: WRITER, edits }] })
/** A save of one edit that sets a title, with some members changed. */
export const editWith = (members: Record<string, unknown>) =>
  saveOf({ n: 1, base: 12, widget: WIDGET, at: 1, field: 'title', value: 'a', ...members })
/** A save of one edit that sets `field`. */
export const setting = (field: string, value: unknown) => editWith({ field, value })
