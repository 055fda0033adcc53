import { listAt } from '../kubernetes/json.ts'
import type { ActionsFile } from './actions-file.ts'
import { actionOf, type Step } from './pipeline-file.ts'

/** Actions that publish, as far as they are known to. */
const publishers: Readonly<Record<string, (step: Step) => boolean>> = {
  'pypa/gh-action-pypi-publish': () => true,
  'rubygems/release-gem': () => true,
  'softprops/action-gh-release': () => true,
  'ncipollo/release-action': () => true,
  'goreleaser/goreleaser-action': () => true,
  'actions/create-release': () => true,
  'release-drafter/release-drafter': () => false,
  'jamesives/github-pages-deploy-action': () => true,
  'peaceiris/actions-gh-pages': () => true,
  'docker/build-push-action': ({ with: inputs }) =>
    inputs['push'] !== false && inputs['push'] !== 'false' && 'push' in inputs ? true : !('push' in inputs),
  'redhat-actions/push-to-registry': () => true,
  'azure/container-apps-deploy-action': () => true,
  'azure/webapps-deploy': () => true,
  'azure/functions-action': () => true,
  'azure/k8s-deploy': () => true,
  'azure/aks-set-context': () => false,
  'google-github-actions/deploy-cloudrun': () => true,
  'aws-actions/amazon-ecs-deploy-task-definition': () => true,
  'changesets/action': () => true,
  'cycjimmy/semantic-release-action': () => true,
  'elgohr/publish-docker-github-action': () => true,
  'wangyoucao577/go-release-action': () => true,
}

/** Whether a step publishes or deploys what was built, by an action that is known to. */
export function publishes(step: Step): boolean {
  return publishers[actionOf(step) ?? '']?.(step) === true
}

/** Whether what the workflow makes is released: it starts on a release, a tag or a release branch. */
export function runsOnRelease({ triggers }: ActionsFile): boolean {
  return triggers.some(({ name, value }) => {
    if (name === 'release') return true
    if (name !== 'push') return false
    if (listAt(value, ['tags']).length > 0 || typeof value['tags'] === 'string') return true
    const branches = typeof value['branches'] === 'string' ? [value['branches']] : listAt(value, ['branches'])
    return branches.some((branch) => typeof branch === 'string' && /release/i.test(branch))
  })
}

/** How an action that caches is told to: what it does when nothing is said, and the inputs that switch it. */
interface CacheSwitch {
  readonly byDefault: boolean
  readonly on?: readonly string[]
  readonly off?: readonly string[]
  /** Without this input there is nothing to cache. */
  readonly needs?: string
}

const caches: Readonly<Record<string, CacheSwitch>> = {
  'actions/cache': { byDefault: true, off: ['lookup-only'] },
  'actions/cache/restore': { byDefault: true },
  'swatinem/rust-cache': { byDefault: true, off: ['lookup-only'] },
  'mozilla-actions/sccache-action': { byDefault: true },
  'actions/setup-java': { byDefault: false, on: ['cache'] },
  'actions/setup-node': { byDefault: true, on: ['package-manager-cache', 'cache'] },
  'actions/setup-python': { byDefault: false, on: ['cache'] },
  'actions/setup-go': { byDefault: true, on: ['cache'] },
  'actions/setup-dotnet': { byDefault: false, on: ['cache'] },
  'ruby/setup-ruby': { byDefault: false, on: ['bundler-cache'] },
  'astral-sh/setup-uv': { byDefault: true, on: ['enable-cache'] },
  'pyo3/maturin-action': { byDefault: false, on: ['sccache'] },
  // Buildx itself is downloaded, and cached, only when a version is asked for.
  'docker/setup-buildx-action': { byDefault: true, on: ['cache-binary'], needs: 'version' },
  'ramsey/composer-install': { byDefault: true, off: ['ignore-cache'] },
  'gradle/actions/setup-gradle': { byDefault: true, off: ['cache-disabled'] },
  'gradle/gradle-build-action': { byDefault: true, off: ['cache-disabled'] },
  'mlugg/setup-zig': { byDefault: true, on: ['use-cache'] },
  'oven-sh/setup-bun': { byDefault: true, off: ['no-cache'] },
  'pnpm/action-setup': { byDefault: false, on: ['cache'] },
  'actions-rust-lang/setup-rust-toolchain': { byDefault: true, on: ['cache'] },
  'determinatesystems/magic-nix-cache-action': { byDefault: true },
  'graalvm/setup-graalvm': { byDefault: false, on: ['cache'] },
  'jdx/mise-action': { byDefault: true, on: ['cache'] },
  'graalvm/setup-graal': { byDefault: false },
}

/** Whether a step restores files from a cache that another workflow run may have written. */
export function restoresCache(file: ActionsFile, step: Step): boolean {
  const cache = caches[actionOf(step, true) ?? ''] ?? caches[actionOf(step) ?? '']
  if (cache === undefined || (cache.needs !== undefined && step.with[cache.needs] === undefined)) return false
  const value = (names: readonly string[] = []): unknown => names.map((name) => step.with[name]).find((given) => given !== undefined)
  const on = value(cache.on)
  // A cache that is off for tags is off where it matters.
  if (typeof on === 'string' && /!\s*startsWith\(\s*github\.ref\s*,\s*'refs\/tags\/'\s*\)/.test(on)) return false
  if (on !== undefined) return on !== false && on !== 'false' && on !== '' && (on !== 'auto' || !cachesAutoOnlyOnBranches(file, step))
  const off = value(cache.off)
  if (off !== undefined && off !== false && off !== 'false') return false
  return cache.byDefault && !(actionOf(step) === 'astral-sh/setup-uv' && cachesAutoOnlyOnBranches(file, step))
}

/** From version 10 on, setup-uv does not cache on release events of its own accord. The version is in the ref or the comment behind it. */
function cachesAutoOnlyOnBranches(file: ActionsFile, { path, uses }: Step): boolean {
  const { source, range } = file.place([...path, 'uses'])
  const line = source.text.slice(range.end, range.end + 100).split('\n', 1)[0]!
  const version = /v(\d+)/.exec(uses?.kind === 'repository' && /^v\d/.test(uses.ref ?? '') ? uses.ref! : line)?.[1]
  return version !== undefined && Number(version) >= 10
}
