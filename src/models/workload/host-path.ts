import type { Path } from '../../core/location.ts'
import { celTexts } from '../kubernetes/cel-text.ts'
import { stringAt, valueAt } from '../kubernetes/json.ts'
import type { Container } from './container.ts'
import type { Workload } from './workload.ts'

/** A volume that is a folder or file of the node. */
export interface HostPathVolume {
  readonly name: string
  /** As the kernel reads it: without `.`, `..`, doubled or trailing slashes. */
  readonly path: string
  readonly at: Path
}

/** Where a volume is mounted in a container. */
export interface Mount {
  readonly container: Container
  readonly at: Path
  readonly isReadOnly: boolean
}

/** The volumes of a pod that are folders of its node. */
export function hostPathVolumes(pod: Workload): readonly HostPathVolume[] {
  return pod.list('volumes').flatMap((volume, index) => {
    const path = stringAt(volume, ['hostPath', 'path'])
    if (path === undefined) return []
    return [{ name: stringAt(volume, ['name']) ?? String(index), path: normalPath(path), at: pod.at('volumes', index, 'hostPath', 'path') }]
  })
}

/** Where the containers of a pod mount a volume. */
export function mountsOf(pod: Workload, volume: string): readonly Mount[] {
  return pod.containers.flatMap((container) =>
    container
      .list('volumeMounts')
      .flatMap((mount, index) =>
        stringAt(mount, ['name']) === volume
          ? [{ container, at: container.at('volumeMounts', index), isReadOnly: valueAt(mount, ['readOnly']) === true }]
          : [],
      ),
  )
}

/** A path of Linux or Windows with one kind of slash, resolved as far as it says itself. */
export function normalPath(path: string): string {
  const steps: string[] = []
  for (const step of path.replaceAll('\\', '/').split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  const joined = steps.join('/')
  return /^[A-Za-z]:/.test(joined) ? joined.toLowerCase() : `/${joined.replace(/^var\/run(?=\/|$)/, 'run')}`
}

/**
 * The same volumes in CEL, as a list of maps with `name` and `path`. The API server itself refuses a path with `..`, so that
 * no rule has to resolve it.
 */
export const hostPathsInCel = `variables.pod.?volumes.orValue([]).filter(volume, has(volume.hostPath) && has(volume.hostPath.path))
.map(volume, {'name': volume.name, 'path': dyn(volume.hostPath.path.replace('\\\\', '/').split('/').filter(step, !(step in ['', '.'])).join('/'))})
.map(volume, {'name': volume.name, 'path': dyn(volume.path.matches('^[A-Za-z]:') ? volume.path.lowerAscii()
  : volume.path == 'var/run' || volume.path.startsWith('var/run/') ? '/' + volume.path.substring(4)
  : '/' + volume.path)})`

/** The list of them, for the demands that are made of each. */
export const eachHostPathInCel = { in: 'variables.hostPaths', as: 'volume' } as const

/** Whether `path` is `folder` or lies in it. Both are normal. */
function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`)
}

/** The sockets through which a container runtime takes orders, and with which anybody starts a privileged container. */
const runtimeSockets = [
  '/run/containerd/containerd.sock',
  '/run/docker.sock',
  '/run/crio/crio.sock',
  '/run/cri-dockerd.sock',
  '/run/dockershim.sock',
  '/run/podman/podman.sock',
  '/run/k3s/containerd/containerd.sock',
  '//./pipe/docker_engine',
  '//./pipe/containerd-containerd',
].map(normalPath)

/** The runtime socket that somebody reaches who has this path of the node, if there is one. */
export function runtimeSocketIn(path: string): string | undefined {
  return runtimeSockets.find((socket) => isWithin(socket, path))
}

/** The same in CEL: a list that holds the socket, or nothing. `path` is an expression. */
export function runtimeSocketInCel(path: string): string {
  return `${celTexts(runtimeSockets)}.filter(socket, ${isWithinInCel('socket', path)})`
}

/** Whether one path is the other or lies in it; both are expressions. */
function isWithinInCel(path: string, folder: string): string {
  return `(${path} == ${folder} || ${path}.startsWith(${folder}.endsWith('/') ? ${folder} : ${folder} + '/'))`
}

/** Folders and files of a node with credentials: of Azure, of the kubelet, of the machine's own services and people. */
const credentials = [
  '/etc/kubernetes',
  '/var/lib/kubelet',
  '/var/lib/waagent',
  '/etc/ssh',
  '/etc/shadow',
  '/etc/gshadow',
  '/root',
  '/home',
  'c:/k',
  'c:/users',
  'c:/var/lib/kubelet',
]

/** Parts of the node that control it, or that show all that runs on it. */
const systemFolders = [
  '/bin',
  '/boot',
  '/dev',
  '/etc',
  '/lib',
  '/lib32',
  '/lib64',
  '/opt/cni',
  '/proc',
  '/run',
  '/sbin',
  '/sys',
  '/usr',
  '/var/lib/cni',
  '/var/lib/containerd',
  '/var/lib/docker',
  '/var/lib/etcd',
  '/var/spool/cron',
  'c:/program files',
  'c:/windows',
]

/** Files below system folders that say nothing worth hiding and steer nothing; many agents need them. */
const harmless = ['/etc/localtime', '/etc/machine-id', '/etc/os-release', '/etc/timezone', '/usr/lib/os-release', '/usr/share/zoneinfo']

/** What somebody gets who has a path of the node. */
export type Reach = 'everything' | 'credentials' | 'system'

/** Undefined for a path that is of no use beyond itself. Paths are compared by steps: `/etcd` is not in `/etc`. */
export function reachOf(path: string): Reach | undefined {
  if (path === '/' || path === '/var' || path === '/var/lib' || /^[a-z]:$/.test(path)) return 'everything'
  if (harmless.some((folder) => isWithin(path, folder))) return undefined
  if (credentials.some((folder) => isWithin(path, folder) || isWithin(folder, path))) return 'credentials'
  return systemFolders.some((folder) => isWithin(path, folder)) ? 'system' : undefined
}

/** Whether `reachOf` gives this of a path, in CEL. `path` is an expression. */
export function reachesInCel(reach: Reach, path: string): string {
  const isEverything = `(${path} in ['/', '/var', '/var/lib'] || ${path}.matches('^[a-z]:$'))`
  const isHarmless = `${celTexts(harmless)}.exists(folder, ${isWithinInCel(path, 'folder')})`
  const hasCredentials = `${celTexts(credentials)}.exists(folder, ${isWithinInCel(path, 'folder')} || ${isWithinInCel('folder', path)})`
  const isSystem = `${celTexts(systemFolders)}.exists(folder, ${isWithinInCel(path, 'folder')})`
  switch (reach) {
    case 'everything':
      return isEverything
    case 'credentials':
      return `!${isEverything} && !${isHarmless} && ${hasCredentials}`
    case 'system':
      return `!${isEverything} && !${isHarmless} && !${hasCredentials} && ${isSystem}`
  }
}
