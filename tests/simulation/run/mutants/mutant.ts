/** A mistake that somebody could make in the product, as a patch of its text. The simulator must notice it. Listed by ../mutants. */
export interface Mutant {
  /** In lower case with hyphens: what `--mutants` takes. */
  readonly name: string
  /** The rule of CONTRACT that is broken; `rest` is asked for by checks/pace-checks. */
  readonly rule: string
  /** From the repository's folder. */
  readonly file: string
  /** Occurs exactly once in the file. */
  readonly from: string
  readonly to: string
}
