import type { Path } from '../../core/location.ts'
import { deriveSubject, type Document, type ResourceRef, type Subject, type SubjectKind } from '../../core/subject.ts'
import { celText, celTexts } from '../kubernetes/cel-text.ts'
import { listAt, stringAt } from '../kubernetes/json.ts'
import { namedNamespace, objectsOfKind, type KubernetesObject } from '../kubernetes/object.ts'

export const rbacGroup = 'rbac.authorization.k8s.io'

/** What a request needs to be allowed to do. Resources may name a subresource: `pods/exec`. */
export interface Permission {
  readonly group: string
  readonly resources: readonly string[]
  readonly verbs: readonly string[]
}

/** A rule that gives a permission, and where it says so. */
export interface Grant {
  readonly rule: number
  /** The resource as it is written in the rule. */
  readonly resource: string
  /** Those of the asked verbs that the rule gives. */
  readonly verbs: readonly string[]
  /** The entry of `resources` that gives it. */
  readonly at: Path
  /** Whether the rule is about named objects only. */
  readonly named: boolean
}

/** A Role or ClusterRole: what may be done, to whoever is bound to it. */
export class Role implements Subject {
  readonly object: KubernetesObject
  readonly ref: ResourceRef
  readonly document: Document
  readonly rules: readonly unknown[]

  constructor(object: KubernetesObject) {
    this.object = object
    this.ref = object.ref
    this.document = object.document
    this.rules = listAt(object.value, ['rules'])
  }

  /** Whether it can be given for all namespaces at once. */
  get isClusterWide(): boolean {
    return this.object.kind === 'ClusterRole'
  }

  /**
   * The rules that give at least one of the verbs on one of the resources, one grant for each entry of `resources`.
   * Rules that say `*` for resources or groups give everything, and are a finding of their own: they are left out here.
   */
  *grants({ group, resources, verbs }: Permission): Generator<Grant> {
    for (const [index, rule] of this.rules.entries()) {
      if (!listAt(rule, ['apiGroups']).includes(group)) continue
      const given = listAt(rule, ['verbs'])
      const matching = given.includes('*') ? verbs : verbs.filter((verb) => given.includes(verb))
      if (matching.length === 0) continue
      for (const [position, resource] of listAt(rule, ['resources']).entries()) {
        if (typeof resource !== 'string' || !resources.some((asked) => namesResource(resource, asked))) continue
        yield {
          rule: index,
          resource,
          verbs: matching,
          at: ['rules', index, 'resources', position],
          named: listAt(rule, ['resourceNames']).length > 0,
        }
      }
    }
  }
}

/** `pods/*` names every subresource of pods, and `* /exec` (without the space) that subresource of every resource. */
function namesResource(written: string, asked: string): boolean {
  if (written === asked) return true
  const [resource, subresource] = asked.split('/')
  return subresource !== undefined && (written === `${resource}/*` || written === `*/${subresource}`)
}

/** The rules of a role in CEL, for the demands that are made of each. */
export const rulesInCel = { in: 'object.?rules.orValue([])', as: 'rule' } as const

/** `Role.grants` in CEL: whether `rule` gives some of the verbs, and whether `resource` is one that it gives them on. */
export function grantsInCel({ group, resources, verbs }: Permission): string {
  const named = resources.flatMap((asked) => {
    const [resource, subresource] = asked.split('/')
    return subresource === undefined ? [asked] : [asked, `${resource}/*`, `*/${subresource}`]
  })
  return [
    `${celText(group)} in rule.?apiGroups.orValue([])`,
    `rule.?verbs.orValue([]).exists(verb, verb in ${celTexts(['*', ...verbs])})`,
    `resource in ${celTexts(named)}`,
  ].join(' && ')
}

/** Those of the asked verbs that `rule` gives, as a message lists them. */
export function givenVerbsInCel({ verbs }: Permission): string {
  return `${celTexts(verbs)}.filter(verb, verb in rule.verbs || '*' in rule.verbs).join(', ')`
}

export const role: SubjectKind<Role> = deriveSubject('role', (subjectsOf) =>
  subjectsOf(objectsOfKind(`${rbacGroup}/Role`, `${rbacGroup}/ClusterRole`)).map((object) => new Role(object)),
)

/** Who a binding gives a role to. */
export interface BindingSubject {
  readonly kind: string
  readonly name: string
  readonly namespace: string | undefined
  readonly at: Path
}

/** A RoleBinding or ClusterRoleBinding. */
export class Binding implements Subject {
  readonly object: KubernetesObject
  readonly ref: ResourceRef
  readonly document: Document
  readonly roleKind: string
  readonly roleName: string
  readonly subjects: readonly BindingSubject[]

  constructor(object: KubernetesObject) {
    this.object = object
    this.ref = object.ref
    this.document = object.document
    this.roleKind = stringAt(object.value, ['roleRef', 'kind']) ?? ''
    this.roleName = stringAt(object.value, ['roleRef', 'name']) ?? ''
    this.subjects = listAt(object.value, ['subjects']).flatMap((subject, index): BindingSubject[] => {
      const name = stringAt(subject, ['name'])
      if (name === undefined) return []
      return [
        {
          kind: stringAt(subject, ['kind']) ?? '',
          name,
          namespace: namedNamespace(stringAt(subject, ['namespace'])),
          at: ['subjects', index],
        },
      ]
    })
  }

  /** Whether it gives the role in every namespace. */
  get isClusterWide(): boolean {
    return this.object.kind === 'ClusterRoleBinding'
  }
}

/** The subjects of a binding in CEL, for the demands that are made of each. */
export const subjectsInCel = { in: 'object.?subjects.orValue([])', as: 'subject' } as const

export const binding: SubjectKind<Binding> = deriveSubject('role-binding', (subjectsOf) =>
  subjectsOf(objectsOfKind(`${rbacGroup}/RoleBinding`, `${rbacGroup}/ClusterRoleBinding`)).map((object) => new Binding(object)),
)
