import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { shown, text } from '../../core/text.ts'
import type { ImageName } from '../../models/image/image-name.ts'
import { imagesOf } from '../../models/workload/images.ts'
import { workload } from '../../models/workload/workload.ts'

/** The controller of the Kubernetes project under its names. F5's `nginx/nginx-ingress` is another program. */
const controller = /(?:^|\/)(?:ingress-nginx\/controller(?:-chroot)?|nginx-ingress-controller)$/

export const noIngressNginx = defineCheck({
  id: 'image/no-ingress-nginx',
  controls: ['image-trusted-registry', 'build-manifest-analysis'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'The retired ingress-nginx controller is not deployed', ja: '廃止された ingress-nginx コントローラーを使わない' }),
  why: text({
    en: 'ingress-nginx gets no security fixes since March 2026. Versions before 1.11.5, and 1.12.0, let anybody in the pod network run code in the controller, which reads the secrets of the cluster (CVE-2025-1974).',
    ja: 'ingress-nginx のセキュリティ修正は 2026 年 3 月で終了しました。1.11.5 より前のバージョンと 1.12.0 では、Pod ネットワークにいる誰もが、クラスターのシークレットを読めるコントローラー内でコードを実行できます（CVE-2025-1974）。',
  }),
  messages: {
    vulnerable: text({
      en: '{image} lets the pod network take over the controller (CVE-2025-1974)',
      ja: '{image} は Pod ネットワークから乗っ取られます（CVE-2025-1974）',
    }),
    retired: text({ en: '{image} gets no security fixes any more', ja: '{image} にはセキュリティ修正が提供されません' }),
  },
  *evaluate(pod, { report }) {
    for (const { written, name, at } of imagesOf(pod)) {
      if (!controller.test(name.repository)) continue
      const repaired = repairedVersion(name)
      if (repaired !== undefined) {
        const title = text({ en: 'take the version that repairs it', ja: '修正済みのバージョンにする' })
        const edits = [set(at, `${name.registry}/${name.repository}:${repaired}`)]
        // Other builds have versions of their own, and a digest is that of the old one.
        const fix =
          name.registry === 'registry.k8s.io' && name.digest === undefined ? ({ title, safety: 'review', edits } as const) : undefined
        yield report('vulnerable', { image: shown(written) }, { at, severity: 'critical', fix })
      }
      // Microsoft maintains its own build for the application routing add-on.
      else if (name.registry !== 'mcr.microsoft.com') yield report('retired', { image: shown(written) }, { at })
    }
  },
  references: [
    'https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/',
    'https://kubernetes.io/blog/2025/03/24/ingress-nginx-cve-2025-1974/',
    'https://learn.microsoft.com/azure/aks/app-routing',
  ],
  examples: [
    {
      name: 'open to the pod network, and merely retired',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ingress
spec:
  template:
    spec:
      containers:
        - name: controller
          image: «registry.k8s.io/ingress-nginx/controller:v1.12.0»
        - name: next
          image: «registry.k8s.io/ingress-nginx/controller:v1.12.1»
        - name: old
          image: «quay.io/kubernetes-ingress-controller/nginx-ingress-controller:0.33.0»
`,
      fails: ['vulnerable', 'retired', 'vulnerable'],
      fixed: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ingress
spec:
  template:
    spec:
      containers:
        - name: controller
          image: registry.k8s.io/ingress-nginx/controller:v1.12.1
        - name: next
          image: registry.k8s.io/ingress-nginx/controller:v1.12.1
        - name: old
          image: quay.io/kubernetes-ingress-controller/nginx-ingress-controller:0.33.0
`,
    },
    {
      name: 'other programs',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ingress
spec:
  template:
    spec:
      containers:
        - name: controller
          image: docker.io/nginx/nginx-ingress:5.0.0
        - name: certificates
          image: registry.k8s.io/ingress-nginx/kube-webhook-certgen:v1.5.3
        - name: routing
          image: mcr.microsoft.com/oss/kubernetes/ingress/nginx-ingress-controller:v1.13.1
`,
    },
  ],
})

/** The nearest version without CVE-2025-1974, where this one has it; what has no version is not known to have it. */
function repairedVersion({ tag }: ImageName): 'v1.11.5' | 'v1.12.1' | undefined {
  const version = /^v?(\d{1,4})\.(\d{1,4})\.(\d{1,4})/.exec(tag ?? '')
  if (version === null) return undefined
  const [major, minor, patch] = version.slice(1).map(Number) as [number, number, number]
  if (major === 1 && minor === 12 && patch === 0) return 'v1.12.1'
  return major < 1 || (major === 1 && (minor < 11 || (minor === 11 && patch < 5))) ? 'v1.11.5' : undefined
}
