/** A part of the page whose code is loaded when it is first asked for. Used by ./holdfast. */

/** Makes it at the first call, and gives the same one from then on; where it could not be loaded, the next call tries again. */
export function loadedOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined
      throw error
    })
    return loading
  }
}
