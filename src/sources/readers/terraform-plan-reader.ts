import type { Reader } from '../reader.ts'

/** Whether a JSON text is what `terraform show -json` says of a plan or a state. A cheap look. */
function looksLikePlan(text: string): boolean {
  return /"format_version"\s*:/.test(text.slice(0, 4096)) && /"terraform_version"\s*:/.test(text.slice(0, 4096))
}

/** Plans and states as `terraform show -json` writes them. */
export const terraformPlanReader: Reader = {
  id: 'terraform-plan',
  wants: (uri) => /\.json$/i.test(uri),
  recognises: ({ uri, text }) => /\.json$/i.test(uri) && looksLikePlan(text),
  load: async () => import('./read-terraform-plan.ts'),
}
