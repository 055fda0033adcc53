import { deriveSubject, type SubjectKind } from '../../core/subject.ts'
import { objectsOfKind, type KubernetesObject } from '../kubernetes/object.ts'

/** Objects by which Flux applies what it fetched. */
export const fluxReconciler = objectsOfKind('kustomize.toolkit.fluxcd.io/Kustomization', 'helm.toolkit.fluxcd.io/HelmRelease')

/** Objects that tell Flux where to fetch from. */
export const fluxSources = [
  'source.toolkit.fluxcd.io/GitRepository',
  'source.toolkit.fluxcd.io/OCIRepository',
  'source.toolkit.fluxcd.io/HelmRepository',
  'source.toolkit.fluxcd.io/HelmChart',
  'source.toolkit.fluxcd.io/Bucket',
] as const
export const fluxSource = objectsOfKind(...fluxSources)

/** Argo CD's bounds on what a group of applications may fetch and change. */
export const argoProject = objectsOfKind('argoproj.io/AppProject')

/** ConfigMaps that Argo CD reads its settings from; it looks for them by these names. */
export type ArgoConfigMap = 'argocd-cm' | 'argocd-rbac-cm' | 'argocd-cmd-params-cm'

const argoConfigMaps = new Map<ArgoConfigMap, SubjectKind<KubernetesObject>>()

/** The ConfigMap of that name, in whatever namespace Argo CD lives. */
export function argoConfigMap(name: ArgoConfigMap): SubjectKind<KubernetesObject> {
  let kind = argoConfigMaps.get(name)
  if (kind === undefined) {
    kind = deriveSubject(name, (subjectsOf) => subjectsOf(objectsOfKind('ConfigMap')).filter((object) => object.name === name))
    argoConfigMaps.set(name, kind)
  }
  return kind
}
