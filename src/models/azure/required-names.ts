import type { NamedService } from './firewall.ts'

const fqdnTags = ['azurekubernetesservice']

function service(name: string, ...tags: readonly string[]): NamedService {
  return { name, tags, fqdnTags }
}

/**
 * The names that nodes cannot do without, all of them over TLS at port 443. The names of sovereign clouds are others.
 *
 * @see https://learn.microsoft.com/azure/aks/outbound-rules-control-egress
 * @see https://github.com/Azure/AKS/issues/4792 for the host of packages that took the place of acs-mirror.azureedge.net
 */
export function requiredNames(isPrivate: boolean, region: string | undefined): readonly NamedService[] {
  const apiServer = service(`*.hcp.${region ?? 'region'}.azmk8s.io`, 'azurecloud')
  return [
    ...(isPrivate || region === undefined ? [] : [apiServer]),
    service('mcr.microsoft.com', 'microsoftcontainerregistry', 'azurefrontdoor.firstparty', 'azurecloud'),
    service('*.data.mcr.microsoft.com', 'microsoftcontainerregistry', 'azurefrontdoor.firstparty', 'azurecloud'),
    service('management.azure.com', 'azureresourcemanager', 'azurecloud'),
    service('login.microsoftonline.com', 'azureactivedirectory', 'azurecloud'),
    service('packages.microsoft.com', 'azurefrontdoor.firstparty', 'azurecloud'),
    service('packages.aks.azure.com', 'azurefrontdoor.firstparty', 'azurecloud'),
  ]
}
