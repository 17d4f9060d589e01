/**
 * Mistakes that the simulator must notice: each breaks one rule, and a simulator that lets one live looks away there. Applied
 * by scripts/setup/simulation while it bundles; run by ./mutation.
 *
 * Not here: a compare-and-set that ignores the revision or the tag. Both are compared by the database (server/layouts/
 * write-statement), of which a simulation has a model; the suite that both pass holds that.
 */
import { DEVICE_MUTANTS } from './mutants/device'
import { EDIT_MUTANTS } from './mutants/edits'
import { MERGE_MUTANTS } from './mutants/merge'
import type { Mutant } from './mutants/mutant'
import { OUTBOX_MUTANTS } from './mutants/outbox'
import { PAGE_MUTANTS } from './mutants/page'
import { PAST_MUTANTS } from './mutants/past'
import { SERVER_MUTANTS } from './mutants/server'
import { SYNC_MUTANTS } from './mutants/sync'

export const MUTANTS: readonly Mutant[] = [
  ...MERGE_MUTANTS,
  ...EDIT_MUTANTS,
  ...OUTBOX_MUTANTS,
  ...DEVICE_MUTANTS,
  ...SYNC_MUTANTS,
  ...PAGE_MUTANTS,
  ...SERVER_MUTANTS,
  ...PAST_MUTANTS,
]
