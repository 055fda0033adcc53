import type { Path } from '../../core/location.ts'
import { deriveSubject, type SubjectKind } from '../../core/subject.ts'
import { listAt, stringAt } from '../kubernetes/json.ts'
import { objectsOfKind, type KubernetesObject } from '../kubernetes/object.ts'

/** A field in which the cluster may differ from git without anybody being told. */
export interface IgnoredDifference {
  readonly path: string
  /** The kind of object that it is ignored in; empty where it is ignored in all. */
  readonly kind: string
  readonly at: Path
}

/** Objects that say which differences between git and cluster do not count. */
export const differenceIgnoring: SubjectKind<KubernetesObject> = deriveSubject('gitops-difference', (subjectsOf) =>
  subjectsOf(
    objectsOfKind('argoproj.io/Application', 'argoproj.io/ApplicationSet', 'helm.toolkit.fluxcd.io/HelmRelease', 'ConfigMap'),
  ).filter(({ kind, name }) => kind !== 'ConfigMap' || name === 'argocd-cm'),
)

/** The fields that a GitOps controller is told to leave as they are in the cluster. */
export function* ignoredDifferences(object: KubernetesObject): Generator<IgnoredDifference> {
  if (object.kind === 'ConfigMap') yield* inSettings(object)
  else if (object.kind === 'HelmRelease') yield* inRelease(object)
  else yield* inApplication(object, object.kind === 'ApplicationSet' ? ['spec', 'template', 'spec'] : ['spec'])
}

function* inApplication(object: KubernetesObject, spec: Path): Generator<IgnoredDifference> {
  for (const [index, entry] of listAt(object.value, [...spec, 'ignoreDifferences']).entries()) {
    const kind = stringAt(entry, ['kind']) ?? ''
    for (const list of ['jsonPointers', 'jqPathExpressions'])
      for (const [position, path] of listAt(entry, [list]).entries())
        if (typeof path === 'string') yield { path, kind, at: [...spec, 'ignoreDifferences', index, list, position] }
  }
}

function* inRelease(object: KubernetesObject): Generator<IgnoredDifference> {
  for (const [index, rule] of listAt(object.value, ['spec', 'driftDetection', 'ignore']).entries()) {
    const kind = stringAt(rule, ['target', 'kind']) ?? ''
    for (const [position, path] of listAt(rule, ['paths']).entries())
      if (typeof path === 'string') yield { path, kind, at: ['spec', 'driftDetection', 'ignore', index, 'paths', position] }
  }
}

/** `resource.customizations.ignoreDifferences.apps_Deployment` holds a YAML text, whose list entries are the paths. */
function* inSettings(object: KubernetesObject): Generator<IgnoredDifference> {
  const prefix = 'resource.customizations.ignoreDifferences.'
  for (const key of Object.keys((object.get('data') as object | undefined) ?? {})) {
    const written = key.startsWith(prefix) ? stringAt(object.value, ['data', key]) : undefined
    for (const [, path] of (written ?? '').matchAll(/^ {0,40}- {1,8}["']?([./][^\r\n"']{1,300})/gm))
      yield { path: path!.trim(), kind: key.slice(prefix.length), at: ['data', key] }
  }
}
