// Renders deploy/manifests/admission.yaml from the chart, for those who do not use Helm. Needs Helm: the one of the devDependency.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { defaultMinor } from '../src/models/kubernetes-api/versions.ts'
import { fromKubectlLayer } from '../src/sources/programs/kubectl-layer.ts'

const root = join(import.meta.dirname, '..')
const chart = join(root, 'deploy/helm/breakwater')
const helm = fromKubectlLayer('helm')
if (helm === undefined) throw new Error('there is no Helm for this machine in the installed packages')

const head = `# The admission webhook of Breakwater, rendered from deploy/helm/breakwater by tools/render-manifests.ts.
# Set the registry and the digest of the image (spec.template.spec.containers[0].image) before you apply it.
apiVersion: v1
kind: Namespace
metadata:
  name: breakwater-system
  labels:
    app.kubernetes.io/part-of: breakwater
    pod-security.kubernetes.io/enforce: restricted
    pod-security.kubernetes.io/enforce-version: v1.${defaultMinor}
    pod-security.kubernetes.io/warn: restricted
    pod-security.kubernetes.io/audit: restricted
`

const rendered = execFileSync(
  helm,
  [
    'template',
    'breakwater',
    chart,
    '--namespace=breakwater-system',
    `--kube-version=1.${defaultMinor}.0`,
    `--values=${join(chart, 'ci/values.yaml')}`,
    '--set=webhook.mutate=false',
    '--set=policies=null',
    '--no-hooks',
  ],
  { encoding: 'utf8' },
)
writeFileSync(join(root, 'deploy/manifests/admission.yaml'), head + rendered.replace(/^# Source: .*\n/gm, ''))
