import { looksLikePlan } from '../../models/azure/terraform/plan.ts'
import type { Reader } from '../reader.ts'

/** Plans and states as `terraform show -json` writes them. */
export const terraformPlanReader: Reader = {
  id: 'terraform-plan',
  wants: (uri) => /\.json$/i.test(uri),
  recognises: ({ uri, text }) => /\.json$/i.test(uri) && looksLikePlan(text),
  load: async () => import('./read-terraform-plan.ts'),
}
