import { spoken } from '../../core/text.ts'
import type { AzureResource } from '../../models/azure/resource.ts'
import { isText } from '../../models/azure/value/value.ts'
import type { AssignedPolicy } from '../azure-policy/assignment.ts'
import type { RuleContext } from '../azure-policy/condition.ts'
import { furtherMembers, UnknownValue } from '../azure-policy/value.ts'

const decidedLater = new UnknownValue(
  spoken({ en: 'where it is deployed, which no template says', ja: 'デプロイ先（テンプレートには書かれていません）' }),
  true,
)

/** What a resource without a version of the API is taken to be written in: that of a tool of today. */
const newestVersion = '9999-12-31'

/**
 * What a rule asks of the request around a resource. Where it is deployed is known as far as its id says it; the rest is
 * unknown and decides nothing.
 */
export function deploymentContext(
  resource: AzureResource,
  apiVersion: string | undefined,
  { assignment, definition, referenceId }: AssignedPolicy,
): Pick<RuleContext, 'subscription' | 'resourceGroup' | 'requestContext' | 'policy'> {
  const { id } = resource.resource
  // What stands for an id that only the deployment gives says nothing of where that is.
  const text = isText(id) && id.synthetic !== true ? id.value : ''
  const [, subscriptionId] = /^\/subscriptions\/([^/]+)/i.exec(text) ?? []
  const [, group] = /^\/subscriptions\/[^/]+\/resourcegroups\/([^/]+)/i.exec(text) ?? []
  const subscription = `/subscriptions/${subscriptionId}`
  return {
    subscription: {
      ...(subscriptionId === undefined ? {} : { subscriptionId, id: subscription }),
      [furtherMembers]: decidedLater,
    },
    resourceGroup: {
      ...(group === undefined ? {} : { name: group, id: `${subscription}/resourceGroups/${group}` }),
      [furtherMembers]: decidedLater,
    },
    requestContext: { apiVersion: apiVersion ?? newestVersion, [furtherMembers]: decidedLater },
    policy: {
      assignmentId: assignment.id,
      definitionId: definition.id,
      setDefinitionId: referenceId === undefined ? '' : assignment.definitionId,
      definitionReferenceId: referenceId ?? '',
    },
  }
}
