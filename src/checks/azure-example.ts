/** An ARM template with these resources, as the text of an example. */
export function armTemplate(...resources: readonly Readonly<Record<string, unknown>>[]): string {
  const template = { $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', resources }
  return `${JSON.stringify(template, undefined, 2)}\n`
}

/** What Azure Resource Manager answers when it lists these resources, as the text of an example. */
export function armAnswer(...resources: readonly Readonly<Record<string, unknown>>[]): string {
  return `${JSON.stringify({ value: resources }, undefined, 2)}\n`
}
