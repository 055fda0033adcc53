import { capabilityName } from './capability.ts'
import type { Container } from './container.ts'

/** Whether a container is held to a user other than root, whatever its image says. */
function isHeldToNonRoot(container: Container): boolean {
  if (container.get('securityContext', 'privileged') === true) return false
  const user = container.effective('runAsUser').value
  return typeof user === 'number' ? user > 0 : user === undefined && container.effective('runAsNonRoot').value === true
}

function addsNone(container: Container): boolean {
  return container.list('securityContext', 'capabilities', 'add').length === 0
}

/**
 * Whether refusing privilege escalation takes nothing from a container: it is not root, and a program that makes itself
 * root finds that user without capabilities too, since all of them are dropped.
 */
export function hasNothingToGain(container: Container): boolean {
  const dropsAll = container.list('securityContext', 'capabilities', 'drop').some((dropped) => capabilityName(dropped) === 'ALL')
  return isHeldToNonRoot(container) && dropsAll && addsNone(container)
}

/**
 * Whether a container has no capability that dropping could take from it. A user other than root starts without any, and
 * the only way to one, a program that brings it along, is closed where privilege escalation is refused.
 *
 * Source: capabilities(7), "Transformation of capabilities during execve()"; prctl(2), PR_SET_NO_NEW_PRIVS.
 */
export function usesNoCapability(container: Container): boolean {
  return isHeldToNonRoot(container) && container.get('securityContext', 'allowPrivilegeEscalation') === false && addsNone(container)
}
