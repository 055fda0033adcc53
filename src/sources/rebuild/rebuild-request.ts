import { createHmac } from 'node:crypto'

import type { JsonValue } from '../../core/edit.ts'

/** What builds an image anew, as the configuration names it. */
export type RebuildTrigger =
  /** A task of Azure Container Registry, by its id in Azure Resource Manager. */
  | { readonly kind: 'acr-task'; readonly task: string }
  /** A workflow of GitHub that starts on `workflow_dispatch`. */
  | {
      readonly kind: 'github'
      readonly repository: string
      readonly workflow: string
      readonly ref: string
      readonly inputs: Readonly<Record<string, string>>
    }
  /** Anything else that takes a POST. */
  | { readonly kind: 'webhook'; readonly url: string }

/** Why an image is to be built again: what a webhook is told. */
export interface RebuildReason {
  readonly image: string
  readonly digest: string | undefined
  readonly base: string | undefined
  /** Ids of the vulnerabilities that go away. */
  readonly removes: readonly string[]
}

/** One request, without what proves who sends it. */
export interface RebuildRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Whose token the request takes; a webhook is signed where there is a key. */
  readonly credential: 'azure' | 'github' | 'signature'
}

/** Endpoints of the clouds. */
export interface RebuildServers {
  /** `https://management.azure.com`, or that of a sovereign cloud. */
  readonly arm: string
  /** `https://api.github.com`, or that of a server of one's own. */
  readonly github: string
}

/** https://learn.microsoft.com/rest/api/container-registry-tasks/registries/schedule-run */
const TASKS_API = '2019-06-01-preview'

/** The form of a task's id; the registry is what comes before the task. */
const taskId =
  /^(\/subscriptions\/[\da-f-]{36}\/resourceGroups\/[\w.()-]{1,90}\/providers\/Microsoft\.ContainerRegistry\/registries\/\w{5,50})\/tasks\/[\w-]{5,50}$/i

export function isTaskId(text: string): boolean {
  return taskId.test(text)
}

/** The request that starts a rebuild. */
export function rebuildRequest(trigger: RebuildTrigger, reason: RebuildReason, { arm, github }: RebuildServers): RebuildRequest {
  const json = { 'content-type': 'application/json' }
  if (trigger.kind === 'acr-task') {
    const registry = taskId.exec(trigger.task)?.[1] ?? ''
    const url = `${arm.replace(/\/+$/, '')}${registry}/scheduleRun?api-version=${TASKS_API}`
    return { url, headers: json, body: bodyOf({ type: 'TaskRunRequest', taskId: trigger.task }), credential: 'azure' }
  }
  if (trigger.kind === 'github') {
    const { repository, workflow, ref, inputs } = trigger
    return {
      url: `${github.replace(/\/+$/, '')}/repos/${repository}/actions/workflows/${encodeURIComponent(workflow)}/dispatches`,
      headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28', ...json },
      body: bodyOf(Object.keys(inputs).length === 0 ? { ref } : { ref, inputs }),
      credential: 'github',
    }
  }
  const { image, digest, base, removes } = reason
  const told = { event: 'rebuild', image, digest: digest ?? null, base: base ?? null, removes: [...removes] }
  return { url: trigger.url, headers: json, body: bodyOf(told), credential: 'signature' }
}

function bodyOf(value: JsonValue): string {
  return JSON.stringify(value)
}

/** The header by which a receiver knows the sender: HMAC-SHA-256 of the body, in the form that GitHub's webhooks have. */
export function signatureHeader(body: string, key: string): string {
  return `sha256=${createHmac('sha256', key).update(body).digest('hex')}`
}
