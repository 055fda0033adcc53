/** Names under which people keep long-lived credentials of Azure, registries and clusters. */
const patterns = [
  /^AZURE_CREDENTIALS?$/,
  /^(?:ARM|AZURE)_CLIENT_SECRET$/,
  /_CLIENT_SECRET$/,
  /^KUBE_?CONFIG/,
  /^(?:ACR|REGISTRY|DOCKER)_(?:PASSWORD|TOKEN)$/,
  /^AZURE_(?:SP|SERVICE_PRINCIPAL)_(?:PASSWORD|SECRET)$/,
  /PUBLISH_?PROFILE$/,
  /^AZURE_STORAGE_(?:KEY|CONNECTION_STRING|ACCOUNT_KEY)$/,
]

/** Whether a secret of that name holds what a login without stored secret (OIDC) makes needless. */
export function namesStoredAzureCredential(name: string): boolean {
  return patterns.some((pattern) => pattern.test(name.slice(0, 200).toUpperCase()))
}
