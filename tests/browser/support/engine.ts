/** What a device needs of a browser, whatever its engine: a profile folder, one tab, and functions run in its page. */

export interface LaunchedBrowser {
  goto(url: string): Promise<void>
  back(): Promise<void>
  /** Runs a function in the page with one argument; what it gives must be JSON. */
  evaluate(fn: (arg: never) => unknown, arg: unknown): Promise<unknown>
  /** Ends its service workers, whatever they do, where the engine can be told to. */
  stopWorker?(): Promise<void>
  /** Closes it as a person does. */
  quit(): Promise<void>
  /** SIGKILL for all of its processes, as when the battery is taken out. */
  kill(): Promise<void>
}

export interface LaunchHow {
  /** The profile's folder; made by the browser when it is empty. */
  folder: string
  /** At the end of the User-Agent of everything that this browser sends, from pages and workers. */
  marker: string
  /** Service workers are ended a second after their last event, whatever they do, where the engine has a setting for it. */
  shortLivedWorkers: boolean
}

export interface Engine<B extends LaunchedBrowser = LaunchedBrowser> {
  name: string
  /** Whether it is installed. */
  isThere: boolean
  launch(how: LaunchHow): Promise<B>
  /** How a service worker in the middle of a send is made to die: by stopWorker, a setting (LaunchHow), or with its page and browser. */
  workerDies: 'when told' | 'by a setting' | 'with its page'
}
