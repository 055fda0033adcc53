/** What an assignment of a built-in definition has to know of it. */
export interface AzureDefinition {
  /** The strongest effect that the definition offers. */
  readonly effect: 'Deny' | 'Audit' | 'AuditIfNotExists'
  /** Whether the policy add-on enforces it inside of clusters, so that it takes namespaces to leave alone and can warn. */
  readonly isInClusters: boolean
}

const inClusters: AzureDefinition = { effect: 'Deny', isInClusters: true }
const denied: AzureDefinition = { effect: 'Deny', isInClusters: false }
const audited: AzureDefinition = { effect: 'Audit', isInClusters: false }
const related: AzureDefinition = { effect: 'AuditIfNotExists', isInClusters: false }

/**
 * The definitions that checks name and an assignment can put into effect by itself. Initiatives are not among them, nor
 * those with a parameter that only their owner can give a value, nor those that deploy and need an identity for that.
 */
export const azureDefinitions: ReadonlyMap<string, AzureDefinition> = new Map([
  ['021f8078-41a0-40e6-81b6-c6597da9f3ee', inClusters],
  ['098fc59e-46c7-4d99-9b16-64990e543d75', inClusters],
  ['12db3749-7e03-4b9f-b443-d37d3fb9f8d9', inClusters],
  ['16697877-1118-4fb1-9b65-9898ec2509ec', inClusters],
  ['1a5b4dca-0b6f-4cf5-907c-56316bc1bf3d', inClusters],
  ['1c6e92c9-99f0-4e55-9cf2-0c234dc48f99', inClusters],
  ['3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e', inClusters],
  ['423dd1ba-798e-40e4-9c4d-b6902674b423', inClusters],
  ['47a1ee2f-2a2a-4576-bf2a-e0e36709c2b8', inClusters],
  ['511f5417-5d12-434d-ab2e-816901e72a5e', inClusters],
  ['5485eac0-7e8f-4964-998b-a44f4f0c1e75', inClusters],
  ['65280eef-c8b4-425e-9aec-af55e55bf581', inClusters],
  ['82985f06-dc18-4a48-bc1c-b9f4f0098cfe', inClusters],
  ['95edb821-ddaf-4404-9732-666045e056b4', inClusters],
  ['975ce327-682c-4f2e-aa46-b9598289b86c', inClusters],
  ['9f061a12-e40d-4183-a00e-171812443373', inClusters],
  ['b0fdedee-7b9e-4a17-9f5d-5e8e912d2f01', inClusters],
  ['c26596ff-4d70-4e6a-9a30-c2506bd2f80c', inClusters],
  ['d46c275d-1680-448d-b2ec-e495a3b6cc89', inClusters],
  ['df49d893-a74c-421d-bc95-c663042e5b80', inClusters],
  ['e1e6c427-07d9-46ab-9689-bfa85431e636', inClusters],
  ['f06ddb64-5fa3-4b77-b166-acb36f7f6042', inClusters],
  ['f85eb0dd-92ee-40e9-8a76-db25a507d6d3', inClusters],
  ['040732e8-d947-40b8-95d6-854c95024bf8', denied],
  ['0b60c0b2-2dc2-4e1c-b5c9-abbed971de53', denied],
  ['0fdf0491-d080-4575-b627-ad0e843cba0f', denied],
  ['12d4fa5e-1f9f-4c21-97a9-b99b3c6611b5', denied],
  ['152b15f7-8e1f-4c1f-ab71-8c010ba5dbc0', denied],
  ['41425d9f-d1a5-499a-9932-f8ed8453932c', denied],
  ['42781ec6-6127-4c30-bdfa-fb423a0047d3', denied],
  ['524b0254-c285-4903-bee6-bb8126cde579', denied],
  ['55615ac9-af46-4a59-874e-391cc3dfb490', denied],
  ['5b9159ae-1701-4a6f-9a7a-aa9c8ddd0580', denied],
  ['7d7be79c-23ba-4033-84dd-45e2a5ccdd67', denied],
  ['98728c90-32c7-4049-8429-847dc0f4fe37', denied],
  ['993c2fcd-2b29-49d2-9eb0-df2c3a730c32', denied],
  ['9f2dea28-e834-476c-99c5-3507b4728395', denied],
  ['dc921057-6b28-4fbe-9b83-f7bec05db6c2', denied],
  ['04408ca5-aa10-42ce-8536-98955cdddd4c', audited],
  ['0a15ec92-a229-4763-bb14-0ea34a568f8d', audited],
  ['0e246bcf-5f6f-4f87-bc6f-775d4712c7ea', audited],
  ['28257686-e9db-403e-b9e2-a5eecbe03da9', audited],
  ['2cc2e023-0dac-4046-875b-178f683929d5', audited],
  ['46238e2f-3f6f-4589-9f3f-77bed4116e67', audited],
  ['5c345cdf-2049-47e0-b8fe-b0e96bc2df35', audited],
  ['89f2d532-c53c-4f8f-9afa-4927b1114a0d', audited],
  ['a1840de2-8088-4ea8-b153-b4c723e9cb01', audited],
  ['ac4a19c2-fa67-49b4-8ae5-0b2e78c49457', audited],
  ['af3c26b2-6fad-493e-9236-9c68928516ab', audited],
  ['da6e2401-19da-4532-9141-fb8fbde08431', audited],
  ['dbbdc317-9734-4dd8-9074-993b29c69008', audited],
  ['0e6763cc-5078-4e64-889d-ff4d9a839047', related],
  ['1c988dd6-ade4-430f-a608-2a3e5b0a6d38', related],
  ['1f90fc71-a595-4066-8974-d4d0802e8ef0', related],
  ['c3d20c29-b36d-48fe-808b-99a87530ad99', related],
])
