/** Owners whose actions most workflows use, and whose names are therefore worth imitating. */
const wellKnownActions: readonly string[] = [
  'actions/checkout', 'actions/setup-node', 'actions/setup-python', 'actions/setup-java', 'actions/setup-go', 'actions/setup-dotnet', 'actions/cache', 'actions/upload-artifact', 'actions/download-artifact', 'actions/github-script', 'github/codeql-action', 'docker/login-action', 'docker/build-push-action', 'docker/setup-buildx-action', 'docker/metadata-action', 'azure/login', 'azure/cli', 'azure/k8s-deploy', 'azure/aks-set-context', 'azure/setup-helm', 'azure/setup-kubectl', 'hashicorp/setup-terraform', 'aws-actions/configure-aws-credentials', 'google-github-actions/auth', 'codecov/codecov-action', 'softprops/action-gh-release', 'peter-evans/create-pull-request', 'pypa/gh-action-pypi-publish', 'golangci/golangci-lint-action', 'goreleaser/goreleaser-action', 'helm/kind-action', 'sigstore/cosign-installer', 'aquasecurity/trivy-action', 'anchore/sbom-action',
] // prettier-ignore

const owners = new Set(wellKnownActions.map((name) => name.split('/')[0]!))

/** The well-known action that a name imitates: one letter off, or one written with a digit. Undefined for the real one and for others. */
export function imitated(slug: string): string | undefined {
  const [owner = '', repository = ''] = slug.split('/')
  if (owners.has(owner)) return undefined
  return wellKnownActions.find((known) => {
    const [knownOwner = '', knownRepository = ''] = known.split('/')
    return repository === knownRepository && knownOwner !== owner && isOneEditAway(owner, knownOwner)
  })
}

/** One insertion, deletion, replacement or swap of neighbours. */
function isOneEditAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const left = a.slice(start, a.length - end)
  const right = b.slice(start, b.length - end)
  return (
    (left.length <= 1 && right.length <= 1) || (left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0])
  )
}
