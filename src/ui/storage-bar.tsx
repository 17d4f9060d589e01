/** Says what is wrong with this device's own storage, for as long as it is (D8). */
import TriangleAlert from 'lucide/dist/esm/icons/triangle-alert.mjs'
import { Icon } from './icon'
import { useServices } from './services'
import { useStore } from './use-store'

export function StorageBar() {
  const { sync } = useServices()
  const problem = useStore(sync, (state) => state.storageProblem)
  if (problem === null) return null
  return (
    <div class="bar" data-kind="trouble" role="alert">
      <Icon node={TriangleAlert} size={18} />
      <span class="bar-words">{problem}</span>
    </div>
  )
}
