import { family, type SecretRule } from '../rule.ts'
import { hasDigit } from '../value-checks.ts'

const { token, assigned } = family('ai')

export const aiRules: readonly SecretRule[] = [
  token('anthropic-api-key', 'Anthropic', 'api-key', { marks: ['sk-ant-api03'], form: 'sk-ant-api03-[\\w-]{93}AA', severity: 'critical' }),
  token('anthropic-admin-api-key', 'Anthropic', 'admin-key', {
    marks: ['sk-ant-admin01'],
    form: 'sk-ant-admin01-[\\w-]{93}AA',
    severity: 'critical',
  }),
  token('anthropic-oauth-token', 'Anthropic', 'access-token', {
    marks: ['sk-ant-oat01', 'sk-ant-ort01'],
    form: 'sk-ant-o[ar]t01-[\\w-]{93}AA',
    severity: 'critical',
  }),
  token('openai-api-key', 'OpenAI', 'api-key', {
    marks: ['sk-'],
    form: 'sk-(?:(?:proj|svcacct|admin)-[A-Za-z0-9_-]{58,74}T3BlbkFJ[A-Za-z0-9_-]{58,74}|[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20})',
    entropy: 3,
    severity: 'critical',
  }),
  assigned('cohere-api-token', 'Cohere', 'api-token', { names: ['cohere', 'co_api_key'], value: '[A-Za-z0-9]{40}', entropy: 4 }),
  token('huggingface-access-token', 'Hugging Face', 'access-token', { marks: ['hf_'], form: 'hf_[A-Za-z]{34}', entropy: 2 }),
  token('huggingface-organization-api-token', 'Hugging Face organization', 'api-token', {
    marks: ['api_org_'],
    form: 'api_org_[A-Za-z]{34}',
    entropy: 2,
  }),
  token('perplexity-api-key', 'Perplexity', 'api-key', { marks: ['pplx-'], form: 'pplx-[A-Za-z0-9]{48}', entropy: 4 }),
  assigned('privateai-api-token', 'Private AI', 'api-token', {
    names: ['privateai', 'private_ai', 'private-ai'],
    value: '[a-z0-9]{32}',
    entropy: 3,
  }),
  token('groq-api-key', 'Groq', 'api-key', { marks: ['gsk_'], form: 'gsk_[A-Za-z0-9]{52}', entropy: 3 }),
  token('xai-api-key', 'xAI', 'api-key', { marks: ['xai-'], form: 'xai-[A-Za-z0-9]{80}', entropy: 3 }),
  token('replicate-api-token', 'Replicate', 'api-token', { marks: ['r8_'], form: 'r8_[A-Za-z0-9]{37}', entropy: 3 }),
  token('openrouter-api-key', 'OpenRouter', 'api-key', { marks: ['sk-or-v1-'], form: 'sk-or-v1-[a-f0-9]{64}', entropy: 3 }),
  token('langsmith-api-key', 'LangSmith', 'api-key', { marks: ['lsv2_'], form: 'lsv2_(?:pt|sk)_[a-f0-9]{32}_[a-f0-9]{10}', entropy: 3 }),
  token('pinecone-api-key', 'Pinecone', 'api-key', { marks: ['pcsk_'], form: 'pcsk_[A-Za-z0-9_]{60,80}', entropy: 3 }),
  token('nvidia-api-key', 'NVIDIA', 'api-key', { marks: ['nvapi-'], form: 'nvapi-[\\w-]{60,70}', entropy: 3 }),
  token('elevenlabs-api-key', 'ElevenLabs', 'api-key', { marks: ['sk_'], form: 'sk_[a-f0-9]{48}', entropy: 3 }),
  token('cursor-api-key', 'Cursor', 'api-key', { marks: ['key_'], form: 'key_[a-f0-9]{64}', entropy: 3 }),
  assigned('deepseek-api-key', 'DeepSeek', 'api-key', { names: ['deepseek'], value: 'sk-[a-f0-9]{32}', shown: 3 }),
  assigned('mistral-api-key', 'Mistral', 'api-key', { names: ['mistral'], value: '[A-Za-z0-9]{32}', entropy: 3.5, accepts: hasDigit }),
]
