import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes Helm charts of ordinary size into a folder: a Deployment, a Service and a ConfigMap each. */
export function generateCharts(folder: string, count: number): void {
  for (let index = 0; index < count; index++) {
    const templates = join(folder, `chart-${index}`, 'templates')
    mkdirSync(templates, { recursive: true })
    writeFileSync(join(templates, '../Chart.yaml'), `apiVersion: v2\nname: chart-${index}\nversion: 1.0.${index}\n`)
    writeFileSync(join(templates, '../values.yaml'), `replicas: ${1 + (index % 3)}\nimage: shop.azurecr.io/app-${index}:1.0\nport: 8080\n`)
    for (const [name, text] of Object.entries(files)) writeFileSync(join(templates, name), text)
  }
}

const files: Readonly<Record<string, string>> = {
  'deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  labels: {app: {{ .Chart.Name }}}
spec:
  replicas: {{ .Values.replicas }}
  selector:
    matchLabels: {app: {{ .Chart.Name }}}
  template:
    metadata:
      labels: {app: {{ .Chart.Name }}}
    spec:
      containers:
        - name: app
          image: {{ .Values.image | quote }}
          ports:
            - containerPort: {{ .Values.port }}
`,
  'service.yaml': `apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}
spec:
  selector: {app: {{ .Chart.Name }}}
  ports:
    - port: {{ .Values.port }}
`,
  'config.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}
data:
  port: {{ .Values.port | quote }}
`,
}
