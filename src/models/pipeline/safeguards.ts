import { defineView, type Estate } from '../../core/estate.ts'
import { programOf } from '../../syntax/shell/commands.ts'
import { deployment } from './deploy.ts'
import { actionOf, inputOf, type PipelineFile, type Step } from './pipeline-file.ts'
import { pipelineFile } from './pipelines.ts'

/** What the guidance wants to happen on the way from a change to production. */
export type Safeguard =
  | 'image-scan'
  | 'static-analysis'
  | 'secret-scan'
  | 'dependency-review'
  | 'template-scan'
  | 'bill-of-materials'
  | 'signature'
  | 'dynamic-test'
  /** Alerts or metrics are asked for, by whatever means. */
  | 'monitoring-gate'
  /** The same, of Azure Monitor. */
  | 'azure-monitor-gate'

/** Actions that do it, by owner and name, tasks of Azure Pipelines by the last part of theirs, and programs that do it in scripts. One of them can do several things. */
const doers: readonly {
  readonly safeguards: readonly Safeguard[]
  readonly action?: RegExp
  readonly task?: RegExp
  readonly program?: RegExp
  readonly words?: RegExp
}[] = [
  {
    safeguards: ['image-scan'],
    action:
      /^(?:aquasecurity\/trivy-action|anchore\/scan-action|azure\/container-scan|docker\/scout-action|sysdiglabs\/(?:scan-action|secure-inline-scan-action)|lacework\/lw-scanner-action|snyk\/actions(?:\/docker)?|crowdstrike\/.*scan.*|paloaltonetworks\/prisma-cloud-scan)$/,
  },
  { safeguards: ['image-scan'], program: /^(?:trivy|grype)$/, words: /\b(?:image|i)\b|^[^-]/ },
  { safeguards: ['image-scan'], program: /^docker$/, words: /^(?:scout|scan)\b/ },
  {
    safeguards: ['static-analysis'],
    action:
      /^(?:github\/codeql-action|semgrep\/semgrep-action|returntocorp\/semgrep-action|sonarsource\/(?:sonarcloud-github-action|sonarqube-scan-action)|ajinabraham\/njsscan-action|securego\/gosec|pycqa\/bandit-action|checkmarx\/ast-github-action|veracode\/veracode-pipeline-scan-action)$/,
  },
  { safeguards: ['static-analysis'], program: /^(?:semgrep|opengrep|bandit|gosec|njsscan|codeql|sonar-scanner|spotbugs|brakeman)$/ },
  {
    safeguards: ['secret-scan'],
    action: /^(?:gitleaks\/gitleaks-action|trufflesecurity\/trufflehog|gitguardian\/ggshield(?:-action)?|max\/secret-scan)$/,
  },
  { safeguards: ['secret-scan'], program: /^(?:gitleaks|trufflehog|detect-secrets|secretlint|ggshield|kingfisher)$/ },
  { safeguards: ['secret-scan'], program: /^breakwater$/, words: /^(?:secrets|scan)\b/ },
  {
    safeguards: ['dependency-review'],
    action:
      /^(?:actions\/dependency-review-action|google\/osv-scanner-action|snyk\/actions|dependency-check\/dependency-check_action|pypa\/gh-action-pip-audit)$/,
  },
  { safeguards: ['dependency-review'], program: /^(?:osv-scanner|snyk|pip-audit|dependency-check|govulncheck|cargo-audit)$/ },
  { safeguards: ['dependency-review'], program: /^(?:npm|pnpm|yarn)$/, words: /^audit\b/ },
  {
    safeguards: ['template-scan'],
    action:
      /^(?:bridgecrewio\/checkov-action|checkmarx\/kics-github-action|aquasecurity\/tfsec-action|stackrox\/kube-linter-action|kubescape\/github-action|azure\/powershell-rule|microsoft\/ps-rule)$/,
  },
  { safeguards: ['template-scan'], program: /^(?:checkov|kics|tfsec|terrascan|kube-linter|kube-score|kubescape|conftest)$/ },
  { safeguards: ['template-scan'], program: /^breakwater$/, words: /^scan\b/ },
  { safeguards: ['template-scan', 'secret-scan'], action: /^[\w.-]+\/breakwater$/ },
  { safeguards: ['static-analysis', 'template-scan', 'secret-scan'], action: /^microsoft\/security-devops-action$/ },
  { safeguards: ['bill-of-materials'], action: /^(?:anchore\/sbom-action|cyclonedx\/.*|actions\/attest-sbom|microsoft\/sbom-tool)$/ },
  { safeguards: ['bill-of-materials'], program: /^docker$/, words: /(?:^| )--(?:sbom(?!=false)|attest[= ]\S*type=sbom)/ },
  { safeguards: ['bill-of-materials'], program: /^(?:syft|cdxgen|sbom-tool|cyclonedx-.*|bom)$/ },
  {
    safeguards: ['signature'],
    action: /^(?:actions\/attest-build-provenance|actions\/attest|notaryproject\/notation-action|slsa-framework\/slsa-github-generator)$/,
  },
  { safeguards: ['signature'], program: /^(?:cosign|notation)$/, words: /^(?:sign|attest)\b/ },
  {
    safeguards: ['dynamic-test'],
    action: /^(?:zaproxy\/action-[\w-]+|projectdiscovery\/nuclei-action|stackhawk\/hawkscan-action|hahwul\/action-dalfox)$/,
  },
  { safeguards: ['dynamic-test'], program: /^(?:zap-(?:baseline|full-scan|api-scan)\.py|zap\.sh|nuclei|hawk)$/ },
  {
    safeguards: ['image-scan'],
    task: /^(?:trivy|aquasecurityscannercli|aquascanner|container-scan|twistlockscan|prisma-cloud-scan|neuvector)$/,
  },
  {
    safeguards: ['static-analysis'],
    task: /^(?:advancedsecurity-codeql-analyze|sonar(?:qube|cloud)analyze|semmle|veracode|checkmarx.*|fortify.*|semgrep.*|sdtreport|bandit|eslint)$/,
  },
  { safeguards: ['secret-scan'], task: /^(?:credscan|gitleaks|trufflehog|ggshield)$/ },
  {
    safeguards: ['dependency-review'],
    task: /^(?:advancedsecurity-dependency-scanning|dependency-check-build-task|snyksecurityscan|whitesource.*|mend.*|componentgovernancecomponentdetection|dependabot|nexusiqpipelinetask)$/,
  },
  { safeguards: ['template-scan'], task: /^(?:checkov.*|tfsec|terrascan|ps-rule-assert|kics.*|templateanalyzer)$/ },
  { safeguards: ['bill-of-materials'], task: /^(?:manifestgeneratortask|sbom.*)$/ },
  { safeguards: ['signature'], task: /^(?:notation|cosign.*)$/ },
  { safeguards: ['dynamic-test'], task: /^(?:owaspzap.*|zapscanner|stackhawk.*|hawkscan|rapid7.*appsec.*)$/ },
  { safeguards: ['static-analysis', 'template-scan', 'secret-scan'], task: /^microsoftsecuritydevops$/ },
  {
    safeguards: ['monitoring-gate', 'azure-monitor-gate'],
    task: /^azuremonitor$/,
    program: /^az$/,
    words:
      /^(?:monitor (?:metrics list|log-analytics query|app-insights (?:query|metrics|events))|graph query .*alertsmanagement|rest .*(?:alerts|metrics))/i,
  },
  { safeguards: ['monitoring-gate'], program: /^promtool$/, words: /^query\b/ },
  { safeguards: ['monitoring-gate'], program: /^(?:curl|wget)$/, words: /\/api\/v1\/(?:query|alerts)\b/ },
  { safeguards: ['monitoring-gate'], program: /^(?:kubectl|kubectl-argo-rollouts)$/, words: /^(?:argo rollouts )?status\b/ },
]

function safeguardsOf(file: PipelineFile, step: Step): readonly Safeguard[] {
  const action = actionOf(step)
  const found: Safeguard[] = []
  for (const { safeguards, action: actions, task: tasks } of doers) {
    if (action !== undefined && actions?.test(action) === true) found.push(...safeguards)
    if (step.task !== undefined && tasks?.test(step.task.slug) === true) found.push(...safeguards)
  }
  // Trivy and BuildKit do more than one thing, by what they are told.
  if (action === 'aquasecurity/trivy-action' && /^(?:config|fs|repo)$/.test(inputOf(step, 'scan-type'))) found.push('template-scan')
  if (action === 'docker/build-push-action' && /^(?:true|mode=)/.test(inputOf(step, 'sbom'))) found.push('bill-of-materials')
  for (const command of file.commandsOf(step)) {
    const program = packagedProgram(programOf(command))
    if (program === undefined) continue
    const line = program.args.map(({ text }) => text).join(' ')
    for (const { safeguards, program: programs, words } of doers)
      if (programs?.test(program.name) === true && (words === undefined || words.test(line))) found.push(...safeguards)
  }
  return found
}

type Program = ReturnType<typeof programOf>

/** What `npx` and its like start, without the version that may be asked for. */
function packagedProgram(program: Program): Program {
  if (program === undefined || !/^(?:npx|bunx|pnpx)$/.test(program.name)) return program
  const at = program.args.findIndex(({ text }) => !text.startsWith('-'))
  const name = program.args[at]?.text.replace(/(?!^)@.*$/, '')
  return name === undefined ? undefined : { name, args: program.args.slice(at + 1) }
}

/** Where a step pushes an image to a registry; undefined when it does not. */
export function pushesImage(file: PipelineFile, step: Step): { readonly start: number; readonly end: number } | undefined {
  const push = step.with['push']
  if (actionOf(step) === 'docker/build-push-action' && push !== undefined && push !== false && push !== 'false')
    return file.place(step.doing).range
  if (step.task?.slug === 'docker' && /^(?:push|buildandpush)$/i.test(inputOf(step, 'command') || 'buildAndPush'))
    return file.place(step.doing).range
  return file.commandsOf(step).find((command) => {
    const program = programOf(command)
    const line = program?.args.map(({ text }) => text).join(' ') ?? ''
    if (program?.name === 'docker' || program?.name === 'podman')
      return /^(?:image )?push\b/.test(line) || (/^(?:buildx )?build\b/.test(line) && /(?:^| )--push(?: |$)/.test(line))
    return (program?.name === 'az' && /^acr build\b/.test(line) && !line.includes('--no-push')) || program?.name === 'ko'
  })?.range
}

/** The safeguards of a repository: by workflow, with those of the local workflows and actions that it calls, and all together. */
export interface Safeguards {
  readonly all: ReadonlySet<Safeguard>
  readonly of: (file: PipelineFile) => ReadonlySet<Safeguard>
  /** The first workflow, by name of its file, that deploys: what the repository lacks is said there, once. */
  readonly firstDeploying: PipelineFile | undefined
}

export const safeguards = defineView('pipeline-safeguards', (estate: Estate): Safeguards => {
  const files = estate.subjects(pipelineFile)
  const own = new Map(files.map((file) => [file, new Set(file.steps.flatMap((step) => safeguardsOf(file, step)))]))
  const byPlace = new Map(files.map((file) => [file.document.uri, file]))
  const reached = new Map<PipelineFile, ReadonlySet<Safeguard>>()
  const reach = (file: PipelineFile, depth: number): ReadonlySet<Safeguard> => {
    const known = reached.get(file)
    if (known !== undefined) return known
    const result = new Set(own.get(file))
    reached.set(file, result)
    if (depth > 8) return result
    for (const uri of file.calledFiles) {
      const called = byPlace.get(uri)
      if (called !== undefined) for (const safeguard of reach(called, depth + 1)) result.add(safeguard)
    }
    return result
  }
  return {
    all: new Set([...own.values()].flatMap((set) => [...set])),
    of: (file) => reach(file, 0),
    firstDeploying: [...files]
      .sort((a, b) => (a.document.uri < b.document.uri ? -1 : 1))
      .find((file) => !file.isPart && file.steps.some((step) => deployment(file, step) !== undefined)),
  }
})
