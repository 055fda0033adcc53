import { describe, expect, it } from 'vitest'

import { capabilityName, severityOfAdding } from './capability.ts'

describe('capabilityName', () => {
  it.each([
    ['SYS_ADMIN', 'SYS_ADMIN'],
    ['CAP_SYS_ADMIN', 'SYS_ADMIN'],
    ['nEt_aDmIn', 'NET_ADMIN'],
    [7, ''],
  ])('%s is %s', (written, name) => expect(capabilityName(written)).toBe(name))
})

describe('severityOfAdding', () => {
  it.each([
    ['all', 'critical'],
    ['SYS_ADMIN', 'critical'],
    ['CAP_SYS_MODULE', 'critical'],
    ['BPF', 'critical'],
    ['NET_ADMIN', 'high'],
    ['SYS_TIME', 'high'],
    ['SYSLOG', 'high'],
    ['NET_RAW', 'medium'],
    ['IPC_LOCK', 'medium'],
    ['NO_SUCH_THING', 'high'],
  ] as const)('%s: %s', (capability, severity) => expect(severityOfAdding(capability)).toBe(severity))
})
