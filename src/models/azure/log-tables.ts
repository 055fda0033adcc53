/** Tables of a workspace that hold who did what: what investigations of an intrusion read. In lower case. */
export const auditTables: ReadonlySet<string> = new Set([
  'aksaudit',
  'aksauditadmin',
  'akscontrolplane',
  'azureactivity',
  'azurediagnostics',
  'auditlogs',
  'signinlogs',
  'aadnoninteractiveusersigninlogs',
  'aadserviceprincipalsigninlogs',
  'aadmanagedidentitysigninlogs',
  'azkvauditlogs',
  'containerregistryloginevents',
  'containerregistryrepositoryevents',
  'securityalert',
  'securityincident',
])
