import type { Reader } from '../reader.ts'

/** Terraform configurations with their variable files. */
export const terraformReader: Reader = {
  id: 'terraform',
  wants: (uri) => /\.(?:tf|tfvars)(?:\.json)?$/i.test(uri),
  recognises: ({ uri }) => /\.(?:tf|tfvars)(?:\.json)?$/i.test(uri),
  load: async () => import('./read-terraform.ts'),
}
