import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { githubOrganization } from '../../models/repository/github-organization.ts'
import { hidden } from '../github-setting-check.ts'
import { hiddenOrganizationExample, organizationExample } from '../organization-example.ts'

export const auditLogStream = defineCheck({
  id: 'organization/audit-log-stream',
  controls: ['scm-audit-log'],
  subject: githubOrganization,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'The audit log is streamed', ja: '監査ログをストリーミングする' }),
  why: text({
    en: 'GitHub keeps git events for seven days and the rest for 180. Only what is streamed to a workspace can be searched after an intrusion, and raise an alert before.',
    ja: 'GitHub に残るのは、git のイベントが 7 日、その他が 180 日です。侵入後に調べられるのも、事前にアラートを出せるのも、ワークスペースに送ったものだけです。',
  }),
  messages: {
    none: text({ en: 'the enterprise streams its audit log nowhere', ja: 'エンタープライズの監査ログがどこにも送られていません' }),
    off: text({ en: 'no stream of the audit log is switched on', ja: '監査ログのストリームがすべて無効です' }),
    hidden,
  },
  *evaluate(organization, { report, unknown }) {
    const reason = organization.withoutEnterprisePlan
    if (reason !== undefined) return notApplicable(reason)
    const known = organization.setting('auditLogStreams')
    const streams = organization.entries('auditLogStreams')
    if (known.state === 'hidden') yield unknown('hidden', { needs: known.needs }, { at: known.at })
    else if (streams.length === 0) yield report('none', {}, { at: known.at })
    else if (!streams.some(({ value }) => value['enabled'] === true)) yield report('off', {}, { at: [...streams[0]!.path, 'enabled'] })
    return undefined
  },
  references: [
    'https://docs.github.com/enterprise-cloud@latest/admin/monitoring-activity-in-your-enterprise/reviewing-audit-logs-for-your-enterprise/streaming-the-audit-log-for-your-enterprise',
  ],
  examples: [
    organizationExample('none', '"auditLogStreams": «[]»', { fails: ['none'] }),
    organizationExample('switched off', '"auditLogStreams": [{"stream_type": "Azure Event Hubs", "enabled": «false»}]', { fails: ['off'] }),
    organizationExample('to Event Hubs', '"auditLogStreams": [{"stream_type": "Azure Event Hubs", "enabled": true}]'),
    organizationExample('a plan without it', '"organization": {"plan": {"name": "team"}}'),
    hiddenOrganizationExample('auditLogStreams', 'the administration of the enterprise'),
  ],
})
