/** lucide ships types for its one big entry only; this gives them to the single icons. */
declare module 'lucide/dist/esm/icons/*.mjs' {
  const icon: import('./icons').IconNode
  export default icon
}
