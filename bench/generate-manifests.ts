import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Writes `count` manifest files of an ordinary estate into a folder: six in ten are Deployments, the rest Services,
 * ConfigMaps, network policies and roles. Some are written with care and some are not. The same count gives the same bytes.
 */
export function generateManifests(folder: string, count: number): void {
  for (let index = 0; index < count; index++) {
    const team = `team-${Math.floor(index / 50)}`
    const inTeam = join(folder, team)
    if (index % 50 === 0) mkdirSync(inTeam, { recursive: true })
    writeFileSync(join(inTeam, `object-${index}.yaml`), manifest(index, team))
  }
}

function manifest(index: number, namespace: string): string {
  switch (index % 10) {
    case 6:
      return service(index, namespace)
    case 7:
      return configMap(index, namespace)
    case 8:
      return networkPolicy(index, namespace)
    case 9:
      return role(index, namespace)
    default:
      return deployment(index, namespace)
  }
}

function deployment(index: number, namespace: string): string {
  const careful = index % 3 === 0
  const security = careful
    ? `
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            runAsNonRoot: true
            capabilities:
              drop:
                - ALL
            seccompProfile:
              type: RuntimeDefault`
    : ''
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${index}
  namespace: ${namespace}
  labels:
    app.kubernetes.io/name: app-${index}
    app.kubernetes.io/part-of: ${namespace}
spec:
  replicas: ${1 + (index % 3)}
  selector:
    matchLabels:
      app.kubernetes.io/name: app-${index}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: app-${index}
        app.kubernetes.io/part-of: ${namespace}
    spec:
      serviceAccountName: app-${index}
      containers:
        - name: app
          image: "registry${index % 7}.azurecr.io/${namespace}/app-${index}:1.${index % 40}.0" # built by the pipeline
          args: ["--listen=0.0.0.0:8080", "--name=app-${index}"]
          env:
            - name: LOG_LEVEL
              value: info
            - name: UPSTREAM
              value: http://app-${index + 1}.${namespace}.svc.cluster.local
          ports:
            - name: http
              containerPort: 8080
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 256Mi
          readinessProbe:
            httpGet:
              path: /ready
              port: http${security}
        - name: proxy
          image: mcr.microsoft.com/proxy:2.${index % 9}
          resources: { requests: { cpu: 10m, memory: 32Mi }, limits: { memory: 64Mi } }
      volumes:
        - name: tmp
          emptyDir: {}
`
}

function service(index: number, namespace: string): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: app-${index - 6}
  namespace: ${namespace}
spec:
  type: ${index % 4 === 0 ? 'LoadBalancer' : 'ClusterIP'}
  selector:
    app.kubernetes.io/name: app-${index - 6}
  ports:
    - name: http
      port: 80
      targetPort: http
`
}

function configMap(index: number, namespace: string): string {
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings-${index}
  namespace: ${namespace}
data:
  settings.yaml: |
    server:
      port: 8080
      timeout: 30s
    features:
${Array.from({ length: 12 }, (_, feature) => `      feature-${feature}: ${feature % 2 === 0}`).join('\n')}
`
}

function networkPolicy(index: number, namespace: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: allow-${index}
  namespace: ${namespace}
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: app-${index - 8}
  policyTypes: [Ingress]
  ingress:
    - from:
        - podSelector:
            matchLabels:
              app.kubernetes.io/part-of: ${namespace}
      ports:
        - port: 8080
`
}

function role(index: number, namespace: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader-${index}
  namespace: ${namespace}
rules:
  - apiGroups: [""]
    resources: ["configmaps", "${index % 20 === 9 ? 'secrets' : 'pods'}"]
    verbs: ["get", "list", "watch"]
`
}
