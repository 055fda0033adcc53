import { text } from '../../core/text.ts'
import { assignmentExamples, policyCheck } from '../policy-check.ts'

export const internalLoadBalancerPolicy = policyCheck({
  id: 'governance/internal-load-balancer-policy',
  controls: ['net-internal-lb-policy'],
  severity: 'low',
  since: '0.1.0',
  title: text({ en: 'Azure Policy denies public load balancers', ja: 'Azure Policy でパブリックなロードバランサーを拒否する' }),
  why: text({
    en: 'One Service of the wrong type opens the cluster to the internet.',
    ja: '種別を誤った Service ひとつで、クラスターがインターネットに公開されます。',
  }),
  definitions: ['3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e'],
  references: ['https://learn.microsoft.com/azure/aks/policy-reference'],
  examples: [...assignmentExamples('3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e')],
})
