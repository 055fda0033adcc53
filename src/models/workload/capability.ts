import type { Severity } from '../../core/severity.ts'

/** `SYS_ADMIN` for `CAP_SYS_ADMIN` and `sys_admin` alike, which container runtimes read as the same capability. */
export function capabilityName(written: unknown): string {
  return typeof written === 'string' ? written.toUpperCase().replace(/^CAP_/, '') : ''
}

/**
 * What the baseline standard of Pod Security lets a container add: the capabilities that container runtimes give by default.
 */
export const baselineCapabilities: ReadonlySet<string> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
])

/**
 * Capabilities with which a process in a container becomes root on its node without a further flaw: by mounting its file
 * systems, loading modules, reading its memory or any of its files, or tracing its processes.
 *
 * Source: man 7 capabilities.
 */
const ownsTheNode = new Set(['ALL', 'BPF', 'DAC_READ_SEARCH', 'SYS_ADMIN', 'SYS_MODULE', 'SYS_PTRACE', 'SYS_RAWIO'])

/** Capabilities that reach no further than the container or its own name space. */
const staysInside = new Set(['IPC_LOCK', 'IPC_OWNER', 'LEASE', 'NET_BROADCAST', 'NET_RAW', 'SYS_NICE', 'SYS_RESOURCE', 'WAKE_ALARM'])

/** How bad it is to add a capability that is not among the default ones. */
export function severityOfAdding(written: unknown): Severity {
  const name = capabilityName(written)
  if (ownsTheNode.has(name)) return 'critical'
  return staysInside.has(name) ? 'medium' : 'high'
}
