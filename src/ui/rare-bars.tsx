/** The bars that are seldom shown: a new version, what was refused, what was merged, the app to be installed. Loaded by ./bars. */
import { ConflictsBar } from './conflicts-bar'
import { InstallBar } from './install-bar'
import { SetAsideBar } from './set-aside-bar'
import { UpdateBar } from './update-bar'

export interface BarsProps {
  /** The screen that reviews what was merged is shown. */
  isReview: boolean
  /** The dashboard is shown, and no screen in its place. */
  isDashboard: boolean
}

export function RareBars({ isReview, isDashboard }: BarsProps) {
  return (
    <>
      <UpdateBar />
      <SetAsideBar />
      {!isReview && <ConflictsBar />}
      {isDashboard && <InstallBar />}
    </>
  )
}
