/**
 * What people who write their own checks import, as `breakwater/sdk`. Nothing else of the package is promised.
 *
 * A check is declared by `defineCheck`, judges one kind of subject, says its words by `text` in both languages, and
 * proposes fixes as edits of values. `examplesProblems` holds it to its examples; `judgeTexts` runs it.
 *
 * @module
 */

// Declaring a check.
export { defineCheck, notApplicable } from './core/check.ts'
export type {
  At,
  Check,
  Context,
  Enforcement,
  Example,
  FixDraft,
  Messages,
  NotApplicable,
  Report,
  ReportOptions,
  Target,
} from './core/check.ts'
export type { FixSafety } from './core/finding.ts'
export type { Path, Place, Range, Source } from './core/location.ts'
export type { Confidence, Severity } from './core/severity.ts'

// Words in both languages.
export { message, shown, text } from './core/text.ts'
export type { Message, Text } from './core/text.ts'

// Settings that the configuration can change.
export { flag, number, strings } from './core/option.ts'
export type { Option, Options, OptionValues } from './core/option.ts'

// Fixes: changes of values, whatever language the document is written in.
export { append, remove, rename, set } from './core/edit.ts'
export type { JsonValue, PathEdit } from './core/edit.ts'

// Subject kinds: what a check can be about.
export { azureResource } from './models/azure/resource.ts'
export type { AzureResource } from './models/azure/resource.ts'
export { agentPool, containerRegistry, keyVault, managedCluster } from './models/azure/kinds.ts'
export { dockerBuild } from './models/dockerfile/docker-build.ts'
export type { DockerBuild } from './models/dockerfile/docker-build.ts'
export { kubernetesObject, objectsOfKind } from './models/kubernetes/object.ts'
export type { KubernetesObject } from './models/kubernetes/object.ts'
export { namespaceScope } from './models/kubernetes/namespace-scope.ts'
export type { NamespaceScope } from './models/kubernetes/namespace-scope.ts'
export { ingress } from './models/network/ingress.ts'
export type { Ingress } from './models/network/ingress.ts'
export { networkPolicy } from './models/network/network-policy.ts'
export type { NetworkPolicy } from './models/network/network-policy.ts'
export { actionsFile } from './models/pipeline/actions-file.ts'
export type { ActionsFile } from './models/pipeline/actions-file.ts'
export { azurePipeline } from './models/pipeline/azure-pipeline.ts'
export type { AzurePipeline } from './models/pipeline/azure-pipeline.ts'
export { pipelineFile } from './models/pipeline/pipelines.ts'
export type { PipelineFile } from './models/pipeline/pipeline-file.ts'
export { binding, role } from './models/rbac/role.ts'
export type { Binding, Role } from './models/rbac/role.ts'
export { workload } from './models/workload/workload.ts'
export type { Workload } from './models/workload/workload.ts'
export type { Container } from './models/workload/container.ts'

// Kinds and indexes of one's own, made from those above.
export { defineView } from './core/estate.ts'
export type { Estate, ViewKind } from './core/estate.ts'
export { deriveSubject } from './core/subject.ts'
export type { Document, ResourceRef, Subject, SubjectKind } from './core/subject.ts'

// Running and testing.
export { exampleProblems, examplesProblems } from './sdk/example-problems.ts'
export type { ExampleOptions } from './sdk/example-problems.ts'
export { judgeTexts } from './sdk/judge-texts.ts'
export type { JudgeTextsOptions } from './sdk/judge-texts.ts'
export type { Finding } from './core/finding.ts'
export type { Run } from './core/run.ts'
