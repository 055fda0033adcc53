{{- define "breakwater.name" -}}
{{- if contains "breakwater" .Release.Name -}}
{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-breakwater" .Release.Name | trunc 40 | trimSuffix "-" }}
{{- end -}}
{{- end -}}

{{- define "breakwater.selectorLabels" -}}
app.kubernetes.io/name: breakwater
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: admission
{{- end -}}

{{- define "breakwater.labels" -}}
{{ include "breakwater.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: breakwater
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "breakwater.certificateSecret" -}}
{{ .Values.certificates.existingSecret | default (printf "%s-tls" (include "breakwater.name" .)) }}
{{- end -}}

{{- define "breakwater.image" -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- end -}}

{{- define "breakwater.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- define "breakwater.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* The namespaces that are asked about: not our own, and none of those that AKS keeps for itself. */}}
{{- define "breakwater.namespaces" -}}
- key: kubernetes.io/metadata.name
  operator: NotIn
  values: [{{ .Release.Namespace }}, kube-system]
- key: control-plane
  operator: DoesNotExist
- key: kubernetes.azure.com/managedby
  operator: NotIn
  values: [aks]
{{- end -}}

{{- define "breakwater.namespacedRules" -}}
- apiGroups: [""]
  apiVersions: [v1]
  operations: [CREATE, UPDATE]
  resources: [pods, pods/ephemeralcontainers, podtemplates, replicationcontrollers, services, configmaps]
  scope: Namespaced
- apiGroups: [apps]
  apiVersions: [v1]
  operations: [CREATE, UPDATE]
  resources: [deployments, replicasets, statefulsets, daemonsets]
  scope: Namespaced
- apiGroups: [batch]
  apiVersions: [v1]
  operations: [CREATE, UPDATE]
  resources: [jobs, cronjobs]
  scope: Namespaced
- apiGroups: [networking.k8s.io]
  apiVersions: [v1]
  operations: [CREATE, UPDATE]
  resources: [ingresses, networkpolicies]
  scope: Namespaced
- apiGroups: [rbac.authorization.k8s.io]
  apiVersions: [v1]
  operations: [CREATE, UPDATE]
  resources: [roles, rolebindings]
  scope: Namespaced
- apiGroups: [secrets-store.csi.x-k8s.io]
  apiVersions: [v1]
  operations: [CREATE, UPDATE]
  resources: [secretproviderclasses]
  scope: Namespaced
{{- end -}}

{{- define "breakwater.clientConfig" -}}
service:
  name: {{ include "breakwater.name" .root }}
  namespace: {{ .root.Release.Namespace }}
  path: {{ .path }}
  port: 443
{{- with .root.Values.certificates.caBundle }}
caBundle: {{ . }}
{{- end }}
{{- end -}}
