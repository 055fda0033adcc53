import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { stringAt, valueAt } from '../../models/kubernetes/json.ts'
import { workload } from '../../models/workload/workload.ts'

export const noFlexVolume = defineCheck({
  id: 'pod/no-flex-volume',
  controls: ['pod-security-context', 'build-manifest-analysis'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Pods use CSI drivers in place of FlexVolume', ja: 'FlexVolume ではなく CSI ドライバーを使う' }),
  why: text({
    en: 'A FlexVolume driver is a program on the node that the kubelet starts as root with options from the pod. FlexVolume is deprecated, gets no fixes, and its Key Vault driver is retired.',
    ja: 'FlexVolume ドライバーはノード上のプログラムで、kubelet が Pod の指定するオプションを付けて root で起動します。FlexVolume は非推奨で修正も行われず、Key Vault 用のドライバーも廃止されています。',
  }),
  messages: {
    driver: text({
      en: 'volume {volume} uses the FlexVolume driver {driver}',
      ja: 'ボリューム {volume} が FlexVolume ドライバー {driver} を使います',
    }),
  },
  *evaluate(pod, { report }) {
    for (const [index, volume] of pod.list('volumes').entries()) {
      if (valueAt(volume, ['flexVolume']) === undefined) continue
      const driver = stringAt(volume, ['flexVolume', 'driver']) ?? '?'
      yield report(
        'driver',
        { volume: stringAt(volume, ['name']) ?? String(index), driver },
        { at: pod.at('volumes', index, 'flexVolume', 'driver') },
      )
    }
  },
  enforce: {
    gatekeeper: { kind: 'K8sPSPFlexVolumes', about: 'Pod', parameters: { allowedFlexVolumes: [] } },
    cel: [
      {
        of: 'volume',
        forbids: 'has(volume.flexVolume)',
        message: 'driver',
        args: { volume: 'volume.name', driver: "volume.flexVolume.?driver.orValue('?')" },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/storage/volumes/#flexvolume'],
  examples: [
    {
      name: 'the retired driver of Key Vault',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
  volumes:
    - name: secrets
      flexVolume:
        driver: «azure/kv»
        options:
          keyvaultname: shop
`,
      fails: ['driver'],
    },
    {
      name: 'its successor',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
  volumes:
    - name: secrets
      csi:
        driver: secrets-store.csi.k8s.io
        readOnly: true
        volumeAttributes:
          secretProviderClass: shop
`,
    },
  ],
})
