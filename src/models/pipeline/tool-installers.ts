/** Actions that install the newest version of a tool unless this input says which. */
export const versionInputs: Readonly<Record<string, string>> = {
  '1password/load-secrets-action': 'version',
  'aquasecurity/setup-trivy': 'version',
  'azure/setup-helm': 'version',
  'azure/setup-kubectl': 'version',
  'azure/setup-azd': 'version',
  'hashicorp/setup-terraform': 'terraform_version',
  'opentofu/setup-opentofu': 'tofu_version',
  'fluxcd/flux2': 'version',
  'open-policy-agent/setup-opa': 'version',
}
