import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { stringAt, valueAt } from '../../models/kubernetes/json.ts'
import { mountsInCel } from '../../models/workload/conditions-in-cel.ts'
import { workload } from '../../models/workload/workload.ts'

export const noSubpathMount = defineCheck({
  id: 'secret-store/no-subpath-mount',
  controls: ['secret-rotation', 'build-manifest-analysis'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Secrets are not mounted by subPath', ja: 'シークレットを subPath でマウントしない' }),
  why: text({
    en: 'A mount by subPath is a copy from the start of the container: when the secret rotates, the file stays as it was until the pod is restarted.',
    ja: 'subPath のマウントはコンテナー起動時の内容のままです。シークレットがローテーションされても、Pod を再起動するまでファイルは更新されません。',
  }),
  messages: {
    stale: text({
      en: 'container {container} mounts secrets of volume {volume} by subPath',
      ja: 'コンテナー {container} がボリューム {volume} のシークレットを subPath でマウントしています',
    }),
  },
  *evaluate(pod, { report }) {
    const secretVolumes = new Set(
      pod
        .list('volumes')
        .filter((volume) => valueAt(volume, ['secret']) !== undefined || stringAt(volume, ['csi', 'driver']) === 'secrets-store.csi.k8s.io')
        .map((volume) => stringAt(volume, ['name'])),
    )
    for (const container of pod.containers) {
      for (const [index, mount] of container.list('volumeMounts').entries()) {
        const volume = stringAt(mount, ['name'])
        const key = ['subPath', 'subPathExpr'].find((candidate) => (stringAt(mount, [candidate]) ?? '') !== '')
        if (volume === undefined || key === undefined || !secretVolumes.has(volume)) continue
        yield report('stale', { container: container.name, volume }, { at: container.at('volumeMounts', index, key) })
      }
    }
  },
  enforce: {
    cel: [
      {
        of: 'container',
        each: [mountsInCel],
        forbids:
          "(mount.?subPath.orValue('') != '' || mount.?subPathExpr.orValue('') != '') && variables.volumes.exists(volume, volume.name == mount.name && (has(volume.secret) || volume.?csi.?driver.orValue('') == 'secrets-store.csi.k8s.io'))",
        message: 'stale',
        args: { container: 'container.name', volume: 'mount.name' },
      },
    ],
  },
  references: ['https://learn.microsoft.com/azure/aks/csi-secrets-store-configuration-options'],
  examples: [
    {
      name: 'one file of a vault',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      volumeMounts:
        - name: vault
          mountPath: /etc/app/password
          subPath: «db-password»
  volumes:
    - name: vault
      csi:
        driver: secrets-store.csi.k8s.io
`,
      fails: ['stale'],
    },
    {
      name: 'one file of a ConfigMap, and a whole secret',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      volumeMounts:
        - name: settings
          mountPath: /etc/app/settings.yaml
          subPath: settings.yaml
        - name: db
          mountPath: /etc/db
  volumes:
    - name: settings
      configMap:
        name: settings
    - name: db
      secret:
        secretName: db
`,
    },
  ],
})
