import { defineView, type ViewKind } from '../../core/estate.ts'
import type { Path } from '../../core/location.ts'
import { stringAt, valueAt } from '../kubernetes/json.ts'
import { objectsOfKind, type KubernetesObject } from '../kubernetes/object.ts'
import { binding, type Binding } from '../rbac/role.ts'
import type { Workload } from './workload.ts'

const serviceAccount = objectsOfKind('ServiceAccount')

/** The account that a pod runs as, as it says itself. */
export interface NamedAccount {
  readonly name: string
  readonly at: Path
  /** Whether the pod names it; else it is the one that every namespace has. */
  readonly isNamed: boolean
}

/** The API server copies the deprecated field into the other one, so that it counts only where that is empty. */
export function accountOf(pod: Workload): NamedAccount {
  for (const field of ['serviceAccountName', 'serviceAccount']) {
    const name = stringAt(pod.spec, [field])
    if (name !== undefined && name !== '') return { name, at: pod.at(field), isNamed: true }
  }
  return { name: 'default', at: pod.at('serviceAccountName'), isNamed: false }
}

/** Whether a token of the account is put into the pod, and who decides it. */
export interface TokenMount {
  readonly isMounted: boolean
  readonly decidedBy: 'pod' | 'account' | 'default'
}

/** The service accounts of the scanned set, and what they may do. */
export class ServiceAccounts {
  readonly #byName = new Map<string, KubernetesObject>()
  readonly #scopes = new Set<string>()
  readonly #bound: readonly Binding[]

  constructor(accounts: readonly KubernetesObject[], bindings: readonly Binding[]) {
    for (const account of accounts) {
      this.#byName.set(key(account.scope, account.name), account)
      this.#scopes.add(account.scope)
    }
    this.#bound = bindings
  }

  find(scope: string, name: string): KubernetesObject | undefined {
    return this.#byName.get(key(scope, name))
  }

  /** Whether the set defines accounts of the namespace, so that one that is not among them is missing and not merely elsewhere. */
  knows(scope: string): boolean {
    return this.#scopes.has(scope)
  }

  /** The pod overrules its account, and the account overrules the default, which is to mount. */
  tokenMount(pod: Workload): TokenMount {
    const own = pod.get('automountServiceAccountToken')
    if (typeof own === 'boolean') return { isMounted: own, decidedBy: 'pod' }
    const account = this.find(pod.scope, accountOf(pod).name)
    const inherited = account === undefined ? undefined : valueAt(account.value, ['automountServiceAccountToken'])
    if (typeof inherited === 'boolean') return { isMounted: inherited, decidedBy: 'account' }
    return { isMounted: true, decidedBy: 'default' }
  }

  /**
   * Whether a binding of the set gives the pod's own account a role, so that the pod has something to ask the API for. A role of
   * the default account is meant for no pod in particular, and does not count.
   */
  hasRole(pod: Workload): boolean {
    const { name } = accountOf(pod)
    if (name === 'default') return false
    return this.#bound.some(({ subjects, object }) =>
      subjects.some(
        (subject) =>
          subject.kind === 'ServiceAccount' &&
          subject.name === name &&
          // An object without a namespace goes to whichever it is applied to, so that it may be the one of the subject.
          (pod.scope === '' || (subject.namespace ?? object.scope) === pod.scope),
      ),
    )
  }
}

function key(scope: string, name: string): string {
  return `${scope}\u0000${name}`
}

export const serviceAccounts: ViewKind<ServiceAccounts> = defineView(
  'service-accounts',
  (estate) => new ServiceAccounts(estate.subjects(serviceAccount), estate.subjects(binding)),
)
