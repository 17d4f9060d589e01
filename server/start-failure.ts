/** What stops a start and a person can do something about: one sentence, no stack. Thrown by what opens things, caught by main. */
export class StartFailure extends Error {
  override name = 'StartFailure'
}
