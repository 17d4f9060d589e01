/** An icon for each case of ./sync-words, so that no two are told apart by colour or words alone. */
import Ban from 'lucide/dist/esm/icons/ban.mjs'
import Cloud from 'lucide/dist/esm/icons/cloud.mjs'
import CloudAlert from 'lucide/dist/esm/icons/cloud-alert.mjs'
import CloudCheck from 'lucide/dist/esm/icons/cloud-check.mjs'
import CloudOff from 'lucide/dist/esm/icons/cloud-off.mjs'
import HardDrive from 'lucide/dist/esm/icons/hard-drive.mjs'
import HardDriveUpload from 'lucide/dist/esm/icons/hard-drive-upload.mjs'
import Hourglass from 'lucide/dist/esm/icons/hourglass.mjs'
import LogIn from 'lucide/dist/esm/icons/log-in.mjs'
import Merge from 'lucide/dist/esm/icons/merge.mjs'
import Refresh from 'lucide/dist/esm/icons/refresh-cw.mjs'
import ServerCog from 'lucide/dist/esm/icons/server-cog.mjs'
import TriangleAlert from 'lucide/dist/esm/icons/triangle-alert.mjs'
import type { IconNode } from './icons'
import type { SyncCase } from './sync-words'

export const SYNC_ICONS: Record<SyncCase, IconNode> = {
  ready: Cloud,
  kept: HardDrive,
  'will-sync': HardDriveUpload,
  offline: CloudOff,
  syncing: Refresh,
  'no-answer': Hourglass,
  synced: CloudCheck,
  merged: Merge,
  failing: CloudAlert,
  'sign-in': LogIn,
  forbidden: Ban,
  'newer-than-server': ServerCog,
  'storage-full': TriangleAlert,
}
