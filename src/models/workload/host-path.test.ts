import { describe, expect, it } from 'vitest'

import { normalPath, reachOf, runtimeSocketIn } from './host-path.ts'

describe('normalPath', () => {
  it.each([
    ['/', '/'],
    ['', '/'],
    ['/etc/', '/etc'],
    ['//etc//./kubernetes', '/etc/kubernetes'],
    ['/data/../etc', '/etc'],
    ['/../../..', '/'],
    ['/var/run/docker.sock', '/run/docker.sock'],
    ['/var/running', '/var/running'],
    ['C:\\Windows\\System32', 'c:/windows/system32'],
  ])('%s is %s', (written, normal) => expect(normalPath(written)).toBe(normal))
})

describe('runtimeSocketIn', () => {
  it.each([
    ['/var/run/docker.sock', '/run/docker.sock'],
    ['/run/containerd', '/run/containerd/containerd.sock'],
    ['/run', '/run/containerd/containerd.sock'],
    ['/', '/run/containerd/containerd.sock'],
    ['\\\\.\\pipe\\docker_engine', '/pipe/docker_engine'],
    ['/run/containerd-data', undefined],
    ['/run/docker.sock.d', undefined],
    ['/var/log', undefined],
  ])('%s: %s', (path, socket) => expect(runtimeSocketIn(normalPath(path))).toBe(socket))
})

describe('reachOf', () => {
  it.each([
    ['/', 'everything'],
    ['/var/lib', 'everything'],
    ['C:\\', 'everything'],
    ['/etc/kubernetes/azure.json', 'credentials'],
    ['/var/lib/kubelet/pods', 'credentials'],
    ['/etc', 'credentials'],
    ['/root/.kube', 'credentials'],
    ['/proc', 'system'],
    ['/sys/fs/cgroup', 'system'],
    ['/lib/modules', 'system'],
    ['/usr/share/zoneinfo/Asia/Tokyo', undefined],
    ['/etc/localtime', undefined],
    ['/etcd-data', undefined],
    ['/var/log', undefined],
    ['/data', undefined],
    ['/homework', undefined],
  ])('%s: %s', (path, reach) => expect(reachOf(normalPath(path))).toBe(reach))
})
