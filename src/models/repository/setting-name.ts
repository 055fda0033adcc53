/** The settings of a snapshot: what is asked of GitHub, by the name that the answer is kept under. */
export const settingNames = [
  'repository',
  'rules',
  'protection',
  'rulesets',
  'codeowners',
  'workflowToken',
  'actions',
  'selectedActions',
  'forkApproval',
  'logRetention',
  'actionsSecrets',
  'runners',
  'environments',
  'dependencyAlerts',
  'dependencyFixes',
  'privateReporting',
  'immutableReleases',
  'codeScanning',
  'codeScanningAnalyses',
  'secretAlerts',
  'collaborators',
  'deployKeys',
  'webhooks',
  'organization',
] as const

export type SettingName = (typeof settingNames)[number]
