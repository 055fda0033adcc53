import type { Path } from '../../core/location.ts'
import { deriveSubject, type SubjectKind } from '../../core/subject.ts'
import { stringAt } from '../kubernetes/json.ts'
import { objectsOfKind, type KubernetesObject } from '../kubernetes/object.ts'
import { ArgoApplication } from './argo-application.ts'
import { fluxSources } from './kinds.ts'

/** An address that desired state is fetched from. */
export interface FetchedAddress {
  readonly url: string
  readonly at: Path
}

const secretType = 'argocd.argoproj.io/secret-type'

/** Everything that says where the state of a cluster is fetched from: sources, applications and registered repositories. */
export const fetching: SubjectKind<KubernetesObject> = deriveSubject('gitops-source', (subjectsOf) =>
  subjectsOf(objectsOfKind(...fluxSources, 'argoproj.io/Application', 'argoproj.io/ApplicationSet', 'Secret')).filter(
    (object) => object.kind !== 'Secret' || isRepositorySecret(object),
  ),
)

/** The addresses from which an object of Argo CD or Flux fetches what it deploys. */
export function fetchedAddresses(object: KubernetesObject): readonly FetchedAddress[] {
  const named = (at: Path): readonly FetchedAddress[] => {
    const url = stringAt(object.value, at)
    return url === undefined ? [] : [{ url, at }]
  }
  if (isRepositorySecret(object)) return named(['stringData', 'url'])
  if (isApplication(object)) return new ArgoApplication(object).sources.flatMap(({ path }) => named([...path, 'repoURL']))
  return object.kind === 'Bucket' ? named(['spec', 'endpoint']) : named(['spec', 'url'])
}

/** The switch of the object that takes the proof away that the right server answers. */
export function verificationSwitch(object: KubernetesObject): Path | undefined {
  if (isRepositorySecret(object)) {
    for (const name of ['insecure', 'insecureIgnoreHostKey'])
      if (stringAt(object.value, ['stringData', name]) === 'true') return ['stringData', name]
    return undefined
  }
  return !isApplication(object) && object.get('spec', 'insecure') === true ? ['spec', 'insecure'] : undefined
}

function isApplication({ group, kind }: KubernetesObject): boolean {
  return group === 'argoproj.io' && (kind === 'Application' || kind === 'ApplicationSet')
}

function isRepositorySecret(object: KubernetesObject): boolean {
  const type = object.groupKind === 'Secret' ? object.labels[secretType] : undefined
  return type === 'repository' || type === 'repo-creds'
}
