/** What is known against an action, from GitHub's advisory database. */
export interface ActionAdvisory {
  /** `owner/repository` in lower case. */
  readonly action: string
  readonly id: string
  readonly cve?: string
  readonly severity: 'critical' | 'high' | 'medium' | 'low'
  /** The first affected version; the very first where it is left out. */
  readonly introduced?: string
  /** The first version that is free of it. */
  readonly fixed?: string
  /** Commits of an attacker. */
  readonly commits?: readonly string[]
}

/** https://github.com/advisories?query=ecosystem%3Aactions, as of 15 August 2026. */
export const actionAdvisories: readonly ActionAdvisory[] = [
  { action: 'tj-actions/changed-files', id: 'GHSA-mrrh-fwg8-r2c3', cve: 'CVE-2025-30066', severity: 'critical', fixed: '46.0.1', commits: ['0e58ed8671d6b60d0890c21b07f8835ace038e67'] },
  { action: 'tj-actions/changed-files', id: 'GHSA-mcph-m25j-8j63', cve: 'CVE-2023-51664', severity: 'high', fixed: '41' },
  { action: 'tj-actions/branch-names', id: 'GHSA-gq52-6phf-x2r6', cve: 'CVE-2025-54416', severity: 'critical', fixed: '9.0.0' },
  { action: 'tj-actions/branch-names', id: 'GHSA-8v8w-v8xg-79rf', cve: 'CVE-2023-49291', severity: 'critical', fixed: '7.0.7' },
  { action: 'tj-actions/verify-changed-files', id: 'GHSA-ghm2-rq8q-wrhc', cve: 'CVE-2023-52137', severity: 'high', fixed: '17' },
  { action: 'reviewdog/action-setup', id: 'GHSA-qmg3-hpqr-gqvc', cve: 'CVE-2025-30154', severity: 'critical', commits: ['f0d342d24037bb11d26b9bd8496e0808ba32e9ec'] },
  { action: 'aquasecurity/trivy-action', id: 'GHSA-69fq-xp46-6x23', cve: 'CVE-2026-33634', severity: 'critical', fixed: '0.35.0' },
  { action: 'actions/download-artifact', id: 'GHSA-cxww-7g56-2vh6', cve: 'CVE-2024-42471', severity: 'high', introduced: '4.0.0', fixed: '4.1.3' },
  { action: 'dawidd6/action-download-artifact', id: 'GHSA-5xr6-xhww-33m4', severity: 'high', fixed: '6' },
  { action: 'github/codeql-action', id: 'GHSA-vqf5-2xx6-9wfm', cve: 'CVE-2025-24362', severity: 'high', introduced: '3.26.11', fixed: '3.28.3' },
  { action: 'github/codeql-action', id: 'GHSA-vqf5-2xx6-9wfm', cve: 'CVE-2025-24362', severity: 'high', introduced: '2.26.11', fixed: '3.0.0' },
  { action: 'sonarsource/sonarqube-scan-action', id: 'GHSA-5xq9-5g24-4g6f', cve: 'CVE-2025-59844', severity: 'high', introduced: '4.0.0', fixed: '6.0.0' },
  { action: 'sonarsource/sonarqube-scan-action', id: 'GHSA-f79p-9c5r-xg88', cve: 'CVE-2025-58178', severity: 'high', introduced: '4.0.0', fixed: '5.3.1' },
  { action: 'step-security/harden-runner', id: 'GHSA-46g3-37rh-v698', cve: 'CVE-2026-32947', severity: 'medium', fixed: '2.16.0' },
  { action: 'step-security/harden-runner', id: 'GHSA-g699-3x6g-wm3g', cve: 'CVE-2026-32946', severity: 'medium', fixed: '2.16.0' },
  { action: 'step-security/harden-runner', id: 'GHSA-cpmj-h4f6-r6pq', cve: 'CVE-2026-25598', severity: 'medium', fixed: '2.14.2' },
  { action: 'step-security/harden-runner', id: 'GHSA-mxr3-8whj-j74r', cve: 'CVE-2025-32955', severity: 'medium', introduced: '0.12.0', fixed: '2.12.0' },
  { action: 'step-security/harden-runner', id: 'GHSA-g85v-wf27-67xc', cve: 'CVE-2024-52587', severity: 'low', fixed: '2.10.2' },
  { action: 'gradle/gradle-build-action', id: 'GHSA-h3qr-39j9-4r5v', cve: 'CVE-2023-30853', severity: 'high', fixed: '2.4.2' },
  { action: 'pypa/gh-action-pypi-publish', id: 'GHSA-vxmw-7h4f-hqxh', severity: 'low', fixed: '1.13.0' },
  { action: 'lycheeverse/lychee-action', id: 'GHSA-65rg-554r-9j5x', cve: 'CVE-2024-48908', severity: 'medium', fixed: '2.0.2' },
  { action: 'canonical/get-workflow-version-action', id: 'GHSA-26wh-cc3r-w6pj', cve: 'CVE-2025-31479', severity: 'high', fixed: '1.0.1' },
  { action: 'rlespinasse/github-slug-action', id: 'GHSA-6q4m-7476-932w', cve: 'CVE-2023-27581', severity: 'high', introduced: '4.0.0', fixed: '4.4.1' },
  { action: 'hashicorp/vault-action', id: 'GHSA-4mgv-m5cm-f9h7', cve: 'CVE-2021-32074', severity: 'high', fixed: '2.2.0' },
  { action: 'azure/setup-kubectl', id: 'GHSA-p756-rfxh-x63h', cve: 'CVE-2023-23939', severity: 'low', fixed: '3' },
  { action: 'kartverket/github-workflows', id: 'GHSA-f9qj-7gh3-mhj4', cve: 'CVE-2022-39326', severity: 'high', fixed: '2.7.5' },
  { action: 'check-spelling/check-spelling', id: 'GHSA-g86g-chm8-7r2p', cve: 'CVE-2021-32724', severity: 'critical', fixed: '0.0.19' },
] // prettier-ignore

/** Repositories of actions that their owners have archived, so that nobody mends them any more, with what took their place; as of December 2025. */
export const retiredActions: ReadonlyMap<string, string | undefined> = new Map([
  ['actions/create-release', 'softprops/action-gh-release'],
  ['actions/upload-release-asset', 'softprops/action-gh-release'],
  ['actions/setup-ruby', 'ruby/setup-ruby'],
  ['actions/setup-elixir', 'erlef/setup-beam'],
  ['actions/setup-haskell', 'haskell-actions/setup'],
  ['actions-rs/cargo', undefined],
  ['actions-rs/toolchain', 'dtolnay/rust-toolchain'],
  ['actions-rs/clippy-check', undefined],
  ['actions-rs/audit-check', 'rustsec/audit-check'],
  ['actions-rs/install', undefined],
  ['actions-rs/grcov', undefined],
  ['actions-rs/tarpaulin', undefined],
  ['azure/appconfiguration-sync', undefined],
  ['azure/appservice-actions', undefined],
  ['azure/container-actions', undefined],
  ['azure/container-scan', undefined],
  ['azure/get-keyvault-secrets', undefined],
  ['azure/k8s-actions', undefined],
  ['azure/manage-azure-policy', undefined],
  ['azure/publish-security-assessments', undefined],
  ['azure/run-sqlpackage-action', undefined],
  ['azure/spring-cloud-deploy', undefined],
  ['azure/webapps-container-deploy', 'azure/webapps-deploy'],
  ['contributor-assistant/github-action', undefined],
  ['crazy-max/ghaction-docker-buildx', 'docker/setup-buildx-action'],
  ['gradle/gradle-build-action', 'gradle/actions/setup-gradle'],
  ['grafana/k6-action', 'grafana/setup-k6-action'],
  ['jakejarvis/s3-sync-action', undefined],
  ['marvinpinto/action-automatic-releases', undefined],
  ['repo-sync/pull-request', undefined],
  ['repo-sync/repo-sync', undefined],
  ['semgrep/semgrep-action', undefined],
  ['sonarsource/sonarcloud-github-action', 'sonarsource/sonarqube-scan-action'],
  ['stefanprodan/kube-tools', undefined],
  ['technote-space/auto-cancel-redundant-workflow', undefined],
  ['tibdex/github-app-token', 'actions/create-github-app-token'],
  ['whelk-io/maven-settings-xml-action', undefined],
  ['8398a7/action-slack', undefined],
])
