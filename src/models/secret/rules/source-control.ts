import { prefixedTokenChecksum } from '../checksum.ts'
import { family, type SecretRule } from '../rule.ts'
import { hasDigit } from '../value-checks.ts'

const { token, assigned, search } = family('source-control')

const github = { severity: 'critical', entropy: 3, checksum: prefixedTokenChecksum } as const
const gitlab = { severity: 'critical', entropy: 3 } as const
const jfrogNames = ['jfrog', 'artifactory', 'bintray', 'xray']

export const sourceControlRules: readonly SecretRule[] = [
  token('github-pat', 'GitHub', 'personal-access-token', { marks: ['ghp_'], form: 'ghp_[0-9A-Za-z]{36}', ...github }),
  token('github-oauth', 'GitHub OAuth', 'access-token', { marks: ['gho_'], form: 'gho_[0-9A-Za-z]{36}', ...github }),
  token('github-app-token', 'GitHub App', 'access-token', { marks: ['ghu_', 'ghs_'], form: 'gh[us]_[0-9A-Za-z]{36}', ...github }),
  token('github-refresh-token', 'GitHub', 'refresh-token', { marks: ['ghr_'], form: 'ghr_[0-9A-Za-z]{36,76}', ...github }),
  token('github-fine-grained-pat', 'GitHub', 'personal-access-token', {
    marks: ['github_pat_'],
    form: 'github_pat_[0-9A-Za-z_]{82}',
    severity: 'critical',
    entropy: 3,
  }),
  token('github-app-installation-token', 'GitHub App', 'access-token', {
    marks: ['ghs_'],
    form: 'ghs_[0-9]{1,20}_eyJ[A-Za-z0-9_-]{10,2000}\\.[A-Za-z0-9_-]{10,2000}\\.[A-Za-z0-9_-]{10,1000}',
    severity: 'critical',
    entropy: 3,
  }),
  token('gitlab-pat', 'GitLab', 'personal-access-token', { marks: ['glpat-'], form: 'glpat-[\\w-]{20}', ...gitlab }),
  token('gitlab-pat-routable', 'GitLab', 'personal-access-token', {
    marks: ['glpat-'],
    form: 'glpat-[0-9A-Za-z_-]{27,300}\\.(?:[0-9a-z]{2}\\.)?[0-9a-z]{9}',
    severity: 'critical',
    entropy: 4,
  }),
  token('gitlab-cicd-job-token', 'GitLab CI/CD', 'token', {
    marks: ['glcbt-'],
    form: 'glcbt-[0-9A-Za-z]{1,5}_[0-9A-Za-z_-]{20}',
    ...gitlab,
  }),
  token('gitlab-deploy-token', 'GitLab', 'deploy-token', { marks: ['gldt-'], form: 'gldt-[0-9A-Za-z_-]{20}', ...gitlab }),
  token('gitlab-feature-flag-client-token', 'GitLab feature flag', 'token', {
    marks: ['glffct-'],
    form: 'glffct-[0-9A-Za-z_-]{20}',
    ...gitlab,
  }),
  token('gitlab-feed-token', 'GitLab feed', 'token', { marks: ['glft-'], form: 'glft-[0-9A-Za-z_-]{20}', ...gitlab }),
  token('gitlab-incoming-mail-token', 'GitLab incoming mail', 'token', { marks: ['glimt-'], form: 'glimt-[0-9A-Za-z_-]{25}', ...gitlab }),
  token('gitlab-kubernetes-agent-token', 'GitLab agent for Kubernetes', 'token', {
    marks: ['glagent-'],
    form: 'glagent-[0-9A-Za-z_-]{50}',
    ...gitlab,
  }),
  token('gitlab-oauth-app-secret', 'GitLab OAuth application', 'client-secret', {
    marks: ['gloas-'],
    form: 'gloas-[0-9A-Za-z_-]{64}',
    ...gitlab,
  }),
  token('gitlab-ptt', 'GitLab pipeline trigger', 'token', { marks: ['glptt-'], form: 'glptt-[0-9a-f]{40}', ...gitlab }),
  token('gitlab-rrt', 'GitLab runner registration', 'token', { marks: ['gr1348941'], form: 'GR1348941[\\w-]{20}', ...gitlab }),
  token('gitlab-runner-authentication-token', 'GitLab', 'runner-token', { marks: ['glrt-'], form: 'glrt-[0-9A-Za-z_-]{20}', ...gitlab }),
  token('gitlab-runner-authentication-token-routable', 'GitLab', 'runner-token', {
    marks: ['glrt-'],
    form: 'glrt-t\\d_[0-9A-Za-z_-]{27,300}\\.(?:[0-9a-z]{2}\\.)?[0-9a-z]{9}',
    severity: 'critical',
    entropy: 4,
  }),
  token('gitlab-scim-token', 'GitLab SCIM', 'token', { marks: ['glsoat-'], form: 'glsoat-[0-9A-Za-z_-]{20}', ...gitlab }),
  token('gitlab-session-cookie', 'GitLab', 'session-cookie', {
    marks: ['_gitlab_session='],
    form: '_gitlab_session=([0-9a-z]{32})',
    beside: '\\w',
    entropy: 3,
  }),
  token('npm-access-token', 'npm', 'access-token', {
    marks: ['npm_'],
    form: 'npm_[A-Za-z0-9]{36}',
    severity: 'critical',
    entropy: 2,
    checksum: prefixedTokenChecksum,
  }),
  token('npmrc-auth', 'npm registry', 'credentials', {
    marks: ['_authtoken', '_auth', '_password'],
    form: '_(?:authToken|auth|password)[ \\t]{0,3}=[ \\t]{0,3}["\']?([A-Za-z0-9+/=_.-]{16,500})',
    beside: '\\w',
    ignoreCase: true,
    shown: 0,
    entropy: 3,
    paths: /(?:^|\/)\.?npmrc$/i,
  }),
  token('nuget-api-key', 'NuGet', 'api-key', { marks: ['oy2'], form: 'oy2[a-z2-7]{43}', entropy: 3.5, severity: 'critical' }),
  search('nuget-config-password', 'NuGet', 'password', {
    marks: ['<add key='],
    find: (text, hit) => {
      const found = /<add key=["'](?:ClearText)?Password["'][ \t]{1,9}value=["']([^"'\r\n]{8,200})["']/iy.exec(
        text.slice(hit.start, hit.start + 300),
      )
      return found === null ? [] : [{ start: hit.start + found[0].length - 1 - found[1]!.length, end: hit.start + found[0].length - 1 }]
    },
    paths: /(?:^|\/)nuget\.config$/i,
    entropy: 1,
    accepts: (value) => !/^%[^%]{1,100}%$/.test(value),
  }),
  token('pypi-upload-token', 'PyPI', 'api-token', {
    marks: ['pypi-ageichlwas5vcmc'],
    form: 'pypi-AgEIcHlwaS5vcmc[\\w-]{50,1000}',
    entropy: 3,
    severity: 'critical',
  }),
  token('rubygems-api-token', 'RubyGems', 'api-token', {
    marks: ['rubygems_'],
    form: 'rubygems_[a-f0-9]{48}',
    entropy: 2,
    severity: 'critical',
  }),
  token('clojars-api-token', 'Clojars', 'api-token', { marks: ['clojars_'], form: 'CLOJARS_[a-z0-9]{60}', ignoreCase: true, entropy: 2 }),
  token('crates-io-api-key', 'crates.io', 'api-token', { marks: ['cio'], form: 'cio[A-Za-z0-9]{32}', entropy: 3.5 }),
  token('artifactory-api-key', 'JFrog Artifactory', 'api-key', { marks: ['akcp'], form: 'AKCp[A-Za-z0-9]{69}', entropy: 4.5 }),
  token('artifactory-reference-token', 'JFrog Artifactory', 'access-token', {
    marks: ['cmvmd'],
    form: 'cmVmd[A-Za-z0-9]{59}',
    entropy: 4.5,
  }),
  assigned('jfrog-api-key', 'JFrog', 'api-key', { names: jfrogNames, value: '[a-z0-9]{73}' }),
  assigned('jfrog-identity-token', 'JFrog', 'token', { names: jfrogNames, value: '[a-z0-9]{64}' }),
  assigned('bitbucket-client-id', 'Bitbucket', 'client-id', { names: ['bitbucket'], value: '[a-z0-9]{32}' }),
  assigned('bitbucket-client-secret', 'Bitbucket', 'client-secret', { names: ['bitbucket'], value: '[a-z0-9=_-]{64}' }),
  token('bitbucket-access-token', 'Bitbucket', 'access-token', {
    marks: ['atctt3xff', 'atbb'],
    form: '(?:ATCTT3xFf[\\w=-]{100,250}|ATBB[A-Za-z0-9]{32})',
    entropy: 3.5,
  }),
  assigned('codecov-access-token', 'Codecov', 'access-token', { names: ['codecov'], value: '[a-z0-9]{32}' }),
  assigned('droneci-access-token', 'Drone CI', 'access-token', { names: ['droneci'], value: '[a-z0-9]{32}' }),
  assigned('gitter-access-token', 'Gitter', 'access-token', { names: ['gitter'], value: '[a-z0-9_-]{40}' }),
  assigned('travisci-access-token', 'Travis CI', 'access-token', { names: ['travis'], value: '[a-z0-9]{22}', accepts: hasDigit }),
  token('circleci-token', 'CircleCI', 'api-token', {
    marks: ['ccipat_', 'ccipr_'],
    form: 'CCIP(?:AT|R)_[A-Za-z0-9]{20,26}_[a-f0-9]{40}',
    entropy: 3,
  }),
  token('buildkite-token', 'Buildkite', 'api-token', { marks: ['bkua_', 'bkct_'], form: 'bk(?:ua|ct)_[a-f0-9]{40}', entropy: 3 }),
  token('sonar-user-token', 'SonarQube', 'api-token', { marks: ['squ_', 'sqp_', 'sqa_'], form: 'sq[upa]_[a-z0-9]{40}', entropy: 3 }),
  token('dockerhub-token', 'Docker Hub', 'personal-access-token', {
    marks: ['dckr_pat_', 'dckr_oat_'],
    form: 'dckr_(?:pat_[\\w-]{27}|oat_[\\w-]{32})',
    entropy: 3,
    severity: 'critical',
  }),
  token('octopus-deploy-api-key', 'Octopus Deploy', 'api-key', { marks: ['api-'], form: 'API-[A-Z0-9]{26}', beside: '\\w/-', entropy: 3 }),
  assigned('gitea-access-token', 'Gitea', 'access-token', { names: ['gitea'], value: '[a-f0-9]{40}', entropy: 3 }),
]
