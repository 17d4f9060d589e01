/// <reference types="vite/client" />
/** What the build puts in: the version, and the styles that a file imports. */
declare const __HOLDFAST_VERSION__: string
