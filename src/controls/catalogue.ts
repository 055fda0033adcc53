import { apiServerControls } from './catalogue/api-server.ts'
import { buildControls } from './catalogue/build.ts'
import { codeControls } from './catalogue/code.ts'
import { defenderControls } from './catalogue/defender.ts'
import { detectionControls } from './catalogue/detection.ts'
import { encryptionControls } from './catalogue/encryption.ts'
import { governanceControls } from './catalogue/governance.ts'
import { identityControls } from './catalogue/identity.ts'
import { imageControls } from './catalogue/images.ts'
import { logControls } from './catalogue/logs.ts'
import { monitoringControls } from './catalogue/monitoring.ts'
import { networkControls } from './catalogue/network.ts'
import { nodeControls } from './catalogue/nodes.ts'
import { planControls } from './catalogue/plan.ts'
import { podControls } from './catalogue/pods.ts'
import { registryControls } from './catalogue/registry.ts'
import { releaseControls } from './catalogue/release.ts'
import { secretControls } from './catalogue/secrets.ts'
import { sourceControlControls } from './catalogue/source-control.ts'
import { upgradeControls } from './catalogue/upgrades.ts'
import type { Control } from './control.ts'

const groups = [
  planControls,
  codeControls,
  sourceControlControls,
  imageControls,
  podControls,
  secretControls,
  buildControls,
  releaseControls,
  apiServerControls,
  identityControls,
  nodeControls,
  upgradeControls,
  encryptionControls,
  networkControls,
  registryControls,
  governanceControls,
  defenderControls,
  monitoringControls,
  logControls,
  detectionControls,
] as const

/** The ids of the catalogue as a type, so that a name that no control has does not compile. */
export type ControlId = (typeof groups)[number][number]['id']

/** Every control, group by group in the order of the lifecycle. The order is stable: reports rely on it. */
export const controls: readonly Control[] = groups.flat()

const byId: ReadonlyMap<string, Control> = new Map(controls.map((control) => [control.id, control]))

export function findControl(id: ControlId): Control
export function findControl(id: string): Control | undefined
export function findControl(id: string): Control | undefined {
  return byId.get(id)
}
